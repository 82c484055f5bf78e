'use strict';

/* Products that a promotion gives; which ones they are stands in the lines and choices of the basket. */
module.exports = runtime.define('dw.campaign.BonusDiscount', {
    extends: 'dw.campaign.Discount',
    properties: { bonusProducts: { get: function () { return runtime.collection([]); } } }
});
