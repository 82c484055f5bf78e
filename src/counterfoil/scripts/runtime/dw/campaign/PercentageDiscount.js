'use strict';

const Discount = runtime.classOf('dw.campaign.Discount');

module.exports = runtime.define('dw.campaign.PercentageDiscount', {
    extends: 'dw.campaign.Discount',
    construct: function (value) { Discount.fill(this, { type: 'percentage', percentage: Number(value) }); },
    properties: { percentage: Discount.fact('percentage', null) }
});
