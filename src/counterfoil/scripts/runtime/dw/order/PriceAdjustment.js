'use strict';

const adjusted = runtime.classOf('dw.order.adjusted');
const amounts = runtime.classOf('dw.order.amounts');
const parts = runtime.classOf('dw.order.parts');
const prorated = runtime.classOf('dw.order.prorated');
const taxes = runtime.classOf('dw.order.taxes');

const REASONS = ['PRICE_MATCH', 'BACKORDER', 'EVEN_EXCHANGE'];

/* Adjustments of a line have its tax rate; those of the order are taxed by shares, unless a script has fixed the tax. */
function rateOf(self) {
    const owner = runtime.ownerOf(self);
    const own = runtime.node(self).tax_rate;
    if (own !== undefined) {
        return own;
    }
    return owner instanceof runtime.classOf('dw.order.LineItem') ? owner.taxRate : null;
}

function taxOf(self) {
    const node = runtime.node(self);
    if (node.tax !== undefined) {
        return node.tax;
    }
    const rate = rateOf(self);
    return rate === null || node.price === undefined
        ? null : amounts.taxOf(node.price, rate, parts.isGross(self), parts.digits(self));
}

function changed(self) {
    const owner = runtime.ownerOf(self);
    if (owner instanceof runtime.classOf('dw.order.LineItem')) {
        adjusted.follow(owner);
    }
}

function setPrice(self, value) {
    const price = parts.given(value);
    const digits = parts.digits(self);
    runtime.write(self, 'price', price === null ? null : amounts.rounded(price, digits));
    changed(self);
}

function setTaxes(self, items) {
    const set = taxes.setTaxes(self, items, adjusted.nothing(runtime.node(self).price));
    const known = set === null || set.length === 0 ? null : set;
    runtime.write(self, 'taxes', known);
    for (const [name, from] of [['tax', 'tax_value'], ['tax_rate', 'tax_rate']]) {
        runtime.write(self, name, known === null ? null : taxes.sumOf(known, from));
    }
}

function coupon(self) {
    const code = runtime.node(self).coupon_code;
    return code === undefined ? null : parts.container(self).getCouponLineItem(code);
}

function promotion(self) {
    const id = runtime.node(self).promotion_id;
    return id === undefined ? null : runtime.classOf('dw.campaign.PromotionMgr').getPromotion(id);
}

module.exports = runtime.define('dw.order.PriceAdjustment', {
    extends: 'dw.order.LineItem',
    properties: {
        UUID: runtime.text('price_adjustment_id'),
        promotionID: runtime.text('promotion_id'),
        promotion: { get: promotion },
        campaign: { get: function (self) { return self.promotion === null ? null : self.promotion.campaign; } },
        campaignID: { get: function (self) { return self.campaign === null ? null : self.campaign.ID; } },
        couponLineItem: { get: coupon },
        basedOnCoupon: { get: function (self) { return runtime.node(self).coupon_code !== undefined; }, flag: true },
        basedOnCampaign: { get: function (self) { return self.campaign !== null; }, flag: true },
        basedOnABTest: { get: function () { return false; }, flag: true },
        ABTest: { get: function () { return null; } },
        ABTestID: { get: function () { return null; } },
        ABTestSegment: { get: function () { return null; } },
        ABTestSegmentID: { get: function () { return null; } },
        manual: runtime.flag('manual', true),
        createdBy: runtime.text('created_by'),
        creationDate: runtime.date('creation_date'),
        lastModified: runtime.date('last_modified'),
        reasonCode: {
            get: function (self) {
                const code = runtime.node(self).reason_code;
                return runtime.classOf('dw.value.EnumValue').of(code === undefined ? null : code, code || null);
            },
            set: function (self, code) {
                if (code !== null && !REASONS.includes(String(code))) {
                    throw runtime.error('IllegalArgumentException', code + ' is no reason (' + runtime.here() + ')');
                }
                runtime.write(self, 'reason_code', code === null ? null : String(code));
            }
        },
        quantity: {
            get: function (self) {
                const owner = runtime.ownerOf(self);
                return owner instanceof runtime.classOf('dw.order.ProductLineItem') ? owner.quantityValue : 0;
            }
        },
        appliedDiscount: {
            get: function (self) {
                const node = runtime.node(self);
                return node.applied_discount === undefined ? null : runtime.classOf('dw.campaign.Discount').of(
                    node.applied_discount, parts.whole(self).currency, node.promotion_id, self.quantity
                );
            }
        },
        basePrice: runtime.money('price'),
        priceValue: {
            get: function (self) { return adjusted.nothing(runtime.node(self).price); },
            set: setPrice
        },
        proratedPrices: { get: prorated.ofAdjustment },
        taxes: { get: taxes.taxesOf, set: setTaxes },
        tax: Object.assign(parts.amount(taxOf), { set: function (self, value) { self.updateTaxAmount(value); } }),
        taxBasis: runtime.money('price'),
        taxRate: { get: rateOf, set: function (self, value) { runtime.write(self, 'tax_rate', parts.given(value)); } },
        taxClassID: {
            get: function (self) {
                const owner = runtime.ownerOf(self);
                return owner instanceof runtime.classOf('dw.order.LineItem') ? owner.taxClassID : null;
            }
        }
    },
    methods: {
        /* The platform has no property of this name: custom holds the custom attributes. */
        isCustom: function () { return runtime.node(this).custom !== false; },
        updatePrice: function (price) { setPrice(this, price); },
        updateTax: function (rate, basis) {
            const fraction = parts.given(rate);
            const known = arguments.length > 1 ? parts.given(basis) : adjusted.nothing(runtime.node(this).price);
            runtime.write(this, 'tax_rate', fraction);
            runtime.write(this, 'tax', fraction === null || known === null ? null
                : amounts.taxOf(known, fraction, parts.isGross(this), parts.digits(this)));
        },
        updateTaxAmount: function (tax) { runtime.write(this, 'tax', parts.given(tax)); },
        customAttributes_: 'custom_attributes'
    }
});
