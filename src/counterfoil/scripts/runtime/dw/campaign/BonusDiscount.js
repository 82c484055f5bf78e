'use strict';

const bonus = runtime.classOf('dw.internal.bonus');

/* Products that a promotion gives. */
module.exports = runtime.define('dw.campaign.BonusDiscount', {
    extends: 'dw.campaign.Discount',
    properties: { bonusProducts: { get: function (self) { return bonus.products(bonus.of(self, 'bonus')); } } }
});
