'use strict';

/* What the promotions would give to a basket or an order as it is now: read off what applying them makes of a copy. */
function discounts(adjustments, currency) {
    return runtime.collection((adjustments || []).filter(function (one) {
        return one.applied_discount !== undefined && one.manual !== true && one.custom !== true;
    }).map(function (one) {
        return runtime.classOf('dw.campaign.Discount').of(one.applied_discount, currency, one.promotion_id);
    }));
}

function item(self, line) {
    const id = runtime.node(line).item_id;
    return (self.document_.product_items || []).find(function (one) { return one.item_id === id; }) || {};
}

const DiscountPlan = runtime.define('dw.campaign.DiscountPlan', {
    statics: {
        of: function (container, document) {
            const made = Object.create(DiscountPlan.prototype);
            Object.defineProperties(made, { container_: { value: container }, document_: { value: document } });
            return made;
        }
    },
    properties: {
        lineItemCtnr: { get: function (self) { return self.container_; } },
        orderDiscounts: {
            get: function (self) { return discounts(self.document_.order_price_adjustments, self.document_.currency); }
        },
        bonusDiscounts: { get: function () { return runtime.collection([]); } }
    },
    methods: {
        getProductDiscounts: function (line) {
            return discounts(item(this, line).price_adjustments, this.document_.currency);
        },
        getShippingDiscounts: function (shipment) {
            const id = runtime.node(shipment).shipment_id;
            const found = (this.document_.shipping_items || []).find(function (one) { return one.shipment_id === id; }) || {};
            return discounts(found.price_adjustments, this.document_.currency);
        }
    }
});

module.exports = DiscountPlan;
