'use strict';

module.exports = runtime.define('dw.campaign.PriceBookPriceDiscount', {
    extends: 'dw.campaign.Discount',
    properties: { priceBookID: runtime.classOf('dw.campaign.Discount').fact('price_book_id', null) }
});
