'use strict';

const Discount = runtime.classOf('dw.campaign.Discount');

module.exports = runtime.define('dw.campaign.TotalFixedPriceDiscount', {
    extends: 'dw.campaign.Discount',
    construct: function (value) { Discount.fill(this, { type: 'total_fixed_price', amount: Number(value) }); },
    properties: { totalFixedPrice: Discount.fact('amount', null) }
});
