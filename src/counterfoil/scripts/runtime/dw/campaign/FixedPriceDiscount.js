'use strict';

const Discount = runtime.classOf('dw.campaign.Discount');

module.exports = runtime.define('dw.campaign.FixedPriceDiscount', {
    extends: 'dw.campaign.Discount',
    construct: function (value) { Discount.fill(this, { type: 'fixed_price', amount: Number(value) }); },
    properties: { fixedPrice: Discount.fact('amount', null) }
});
