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

/* What the container is close to, asked for once. */
function approaching(self, fits) {
    if (self.near_.found === null) {
        const root = runtime.rootOf(self.container_);
        self.near_.found = runtime.ask('approaching_discounts', { kind: root.kind, document: root.document });
    }
    return runtime.collection(self.near_.found.filter(fits).map(function (one) {
        return runtime.classOf('dw.campaign.ApproachingDiscount').of(one, self.document_.currency);
    }));
}

/* The ids of one method, or of a collection of them; null is any. */
function methodIds(given) {
    if (given === undefined || given === null) {
        return null;
    }
    const all = typeof given.toArray === 'function' ? given.toArray() : [given];
    return all.map(function (one) { return one.ID; });
}

const DiscountPlan = runtime.define('dw.campaign.DiscountPlan', {
    statics: {
        of: function (container, document) {
            const made = Object.create(DiscountPlan.prototype);
            Object.defineProperties(made, { container_: { value: container }, document_: { value: document }, near_: { value: { found: null } } });
            return made;
        }
    },
    properties: {
        lineItemCtnr: { get: function (self) { return self.container_; } },
        orderDiscounts: {
            get: function (self) { return discounts(self.document_.order_price_adjustments, self.document_.currency); }
        },
        approachingOrderDiscounts: {
            get: function (self) { return approaching(self, function (one) { return one.type === 'order'; }); }
        },
        /* Of the choices that the promotions would open, and of the products that they would add. */
        bonusDiscounts: {
            get: function (self) {
                const document = self.document_;
                const chosen = (document.bonus_discount_line_items || []).map(function (one) {
                    return [one.promotion_id, 'bonus_choice'];
                });
                const given = (document.product_items || []).flatMap(function (one) { return one.price_adjustments || []; })
                    .filter(function (one) { return one.applied_discount !== undefined && one.applied_discount.type === 'bonus'; })
                    .map(function (one) { return [one.promotion_id, 'bonus']; });
                const found = new Map(given.concat(chosen).map(function (pair) { return [pair.join(), pair]; }));
                return runtime.collection(Array.from(found.values(), function (pair) {
                    return runtime.classOf('dw.campaign.Discount').of({ type: pair[1] }, document.currency, pair[0]);
                }));
            }
        }
    },
    methods: {
        getApproachingShippingDiscounts: function (shipment, methods) {
            const id = runtime.node(shipment).shipment_id;
            const wanted = methodIds(methods);
            return approaching(this, function (one) {
                return one.type === 'shipping' && one.shipment_id === id && (wanted === null
                    || (one.shipping_methods || []).some(function (method) { return wanted.indexOf(method.id) >= 0; }));
            });
        },
        getProductShippingDiscounts: function () { return runtime.collection([]); },   // the rules have no such promotions
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
