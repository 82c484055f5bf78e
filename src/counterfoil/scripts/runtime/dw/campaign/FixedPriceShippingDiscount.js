'use strict';

const Discount = runtime.classOf('dw.campaign.Discount');

module.exports = runtime.define('dw.campaign.FixedPriceShippingDiscount', {
    extends: 'dw.campaign.Discount',
    construct: function (value) { Discount.fill(this, { type: 'fixed_price_shipping', amount: Number(value) }); },
    properties: { fixedPrice: Discount.fact('amount', null) }
});
