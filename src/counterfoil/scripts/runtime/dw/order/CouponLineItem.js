'use strict';

const found = runtime.classOf('dw.order.found');
const parts = runtime.classOf('dw.order.parts');

const CODES = {
    coupon_code_already_in_basket: 'COUPON_CODE_ALREADY_IN_BASKET',
    coupon_code_already_redeemed: 'COUPON_CODE_ALREADY_REDEEMED',
    coupon_code_unknown: 'COUPON_CODE_UNKNOWN',
    coupon_disabled: 'COUPON_DISABLED',
    redemption_limit_exceeded: 'REDEMPTION_LIMIT_EXCEEDED',
    customer_redemption_limit_exceeded: 'CUSTOMER_REDEMPTION_LIMIT_EXCEEDED',
    timeframe_redemption_limit_exceeded: 'TIMEFRAME_REDEMPTION_LIMIT_EXCEEDED',
    no_active_promotion: 'NO_ACTIVE_PROMOTION',
    coupon_already_in_basket: 'COUPON_ALREADY_IN_BASKET',
    no_applicable_promotion: 'NO_APPLICABLE_PROMOTION',
    applied: 'APPLIED',
    adhoc: 'ADHOC'
};

function adjustments(self) {
    const code = runtime.node(self).code;
    const container = parts.container(self);
    const all = found.orderAdjustments(container).concat(
        found.adjustmentsOf(found.allProducts(container)), found.adjustmentsOf(found.shipping(container))
    );
    return all.filter(function (one) { return runtime.node(one).coupon_code === code; });
}

function bonuses(self) {
    const code = runtime.node(self).code;
    return parts.container(self).bonusDiscountLineItems.toArray().filter(function (one) {
        return runtime.node(one).coupon_code === code;
    });
}

module.exports = runtime.define('dw.order.CouponLineItem', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        UUID: runtime.text('coupon_item_id'),
        couponCode: runtime.text('code'),
        couponID: runtime.text('coupon_id'),
        applied: { get: function (self) { return runtime.node(self).status_code === 'applied'; }, flag: true },
        valid: runtime.flag('valid'),
        statusCode: {
            get: function (self) {
                const code = runtime.node(self).status_code;
                return code === undefined ? null : CODES[code] || code.toUpperCase();
            }
        },
        basedOnCampaign: { get: function (self) { return runtime.node(self).coupon_id !== undefined; }, flag: true },
        priceAdjustments: { get: function (self) { return runtime.collection(adjustments(self)); } },
        bonusDiscountLineItems: { get: function (self) { return runtime.collection(bonuses(self)); } },
        promotionID: {
            get: function (self) { return adjustments(self).length > 0 ? adjustments(self)[0].promotionID : null; }
        },
        promotion: {
            get: function (self) { return adjustments(self).length > 0 ? adjustments(self)[0].promotion : null; }
        }
    },
    methods: {
        associatePriceAdjustment: function (adjustment) {
            runtime.write(parts.required(adjustment, 'the price adjustment'), 'coupon_code', this.couponCode);
        }
    }
});
