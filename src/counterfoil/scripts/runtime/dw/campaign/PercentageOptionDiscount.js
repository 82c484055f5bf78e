'use strict';

const Discount = runtime.classOf('dw.campaign.Discount');

module.exports = runtime.define('dw.campaign.PercentageOptionDiscount', {
    extends: 'dw.campaign.Discount',
    construct: function (value) { Discount.fill(this, { type: 'percentage_off_options', percentage: Number(value) }); },
    properties: { percentage: Discount.fact('percentage', null) }
});
