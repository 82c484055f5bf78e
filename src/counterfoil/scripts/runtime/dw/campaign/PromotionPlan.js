'use strict';

/* Promotions that may apply, by their class or by what they have to do with a product. */
function ofClass(name) {
    return { get: function (self) { return runtime.collection(filtered(self, name)); } };
}

function filtered(self, name) {
    return self.promotions_.filter(function (one) { return one.promotionClass === name; });
}

function byProduct(kinds) {
    return function (product) {
        if (product === undefined || product === null) {
            return runtime.collection(filtered(this, 'PRODUCT'));
        }
        const found = runtime.ask('product_promotions', product.ID);
        const ids = kinds.reduce(function (all, kind) { return all.concat(found[kind]); }, []);
        return runtime.collection(this.promotions_.filter(function (one) { return ids.indexOf(one.ID) >= 0; }));
    };
}

const PromotionPlan = runtime.define('dw.campaign.PromotionPlan', {
    constants: { SORT_BY_EXCLUSIVITY: 1, SORT_BY_START_DATE: 2 },
    statics: {
        of: function (promotions) {
            const made = Object.create(PromotionPlan.prototype);
            Object.defineProperty(made, 'promotions_', { value: promotions });
            return made;
        }
    },
    properties: {
        promotions: { get: function (self) { return runtime.collection(self.promotions_.slice()); } },
        productPromotions: ofClass('PRODUCT'),
        orderPromotions: ofClass('ORDER'),
        shippingPromotions: ofClass('SHIPPING')
    },
    methods: {
        getPromotions: function (given) {
            return given !== null && typeof given === 'object' ? this.getProductPromotions(given) : this.promotions;
        },
        getProductPromotions: byProduct(['qualifying', 'discounted']),
        getProductPromotionsForDiscountedProduct: byProduct(['discounted']),
        getProductPromotionsForQualifyingProduct: byProduct(['qualifying']),
        getPaymentMethodPromotions: function (method) {
            return runtime.collection(filtered(this, 'ORDER').filter(function (one) {
                return runtime.node(one).payment_methods.indexOf(method.ID) >= 0;
            }));
        },
        getPaymentCardPromotions: function () { return runtime.collection([]); },   // rules name methods alone
        removePromotion: function (promotion) {
            const at = this.promotions_.indexOf(promotion);
            if (at >= 0) {
                this.promotions_.splice(at, 1);
            }
        }
    }
});

module.exports = PromotionPlan;
