'use strict';

const Discount = runtime.classOf('dw.campaign.Discount');

module.exports = runtime.define('dw.campaign.AmountDiscount', {
    extends: 'dw.campaign.Discount',
    construct: function (value) { Discount.fill(this, { type: 'amount', amount: Number(value) }); },
    properties: { amount: Discount.fact('amount', null) }
});
