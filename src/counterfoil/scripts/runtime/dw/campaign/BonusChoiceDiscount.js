'use strict';

const bonus = runtime.classOf('dw.internal.bonus');

function choice(self) {
    return bonus.of(self, 'bonus_choice');
}

/* Products that a promotion lets the customer choose from. */
module.exports = runtime.define('dw.campaign.BonusChoiceDiscount', {
    extends: 'dw.campaign.Discount',
    properties: {
        bonusProducts: { get: function (self) { return bonus.products(choice(self)); } },
        maxBonusItems: { get: function (self) { return choice(self).max_items || 0; } },
        ruleBased: { get: function (self) { return choice(self).rule_based; }, flag: true }
    },
    methods: {
        /* A variant costs what its master does; what a rule names costs nothing. */
        getBonusProductPrice: function (product) {
            const own = choice(this);
            const node = runtime.node(product);
            const found = own.products.find(function (one) { return one.id === node.id || one.id === node.master_id; });
            if (found === undefined && !own.rule_based) {
                throw runtime.error('IllegalArgumentException', product.ID + ' is no bonus product of this discount');
            }
            return found === undefined || found.price === null ? 0 : found.price;
        }
    }
});
