'use strict';

const parts = runtime.classOf('dw.order.parts');

function products(self) {
    const ids = (runtime.node(self).bonus_products || []).map(function (one) { return one.product_id; });
    const ProductMgr = runtime.classOf('dw.catalog.ProductMgr');
    return ids.map(function (id) { return ProductMgr.getProduct(id); }).filter(function (one) { return one !== null; });
}

function lines(self) {
    return parts.container(self).productLineItems.toArray().filter(function (line) {
        return runtime.node(line).bonus_discount_line_item_id === self.UUID;
    });
}

module.exports = runtime.define('dw.order.BonusDiscountLineItem', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        UUID: runtime.text('id'),
        promotionID: runtime.text('promotion_id'),
        promotion: {
            get: function (self) { return runtime.classOf('dw.campaign.PromotionMgr').getPromotion(self.promotionID); }
        },
        maxBonusItems: runtime.number('max_bonus_items'),
        bonusProducts: { get: function (self) { return runtime.collection(products(self)); } },
        bonusProductLineItems: { get: function (self) { return runtime.collection(lines(self)); } },
        bonusChoiceRuleBased: { get: function () { return false; }, flag: true },
        couponLineItem: {
            get: function (self) {
                const code = runtime.node(self).coupon_code;
                return code === undefined ? null : parts.container(self).getCouponLineItem(code);
            }
        }
    },
    methods: {
        getBonusProductPrice: function () { return parts.money(this, 0); }
    }
});
