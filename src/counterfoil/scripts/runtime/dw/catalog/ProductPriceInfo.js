'use strict';

const ProductPriceInfo = runtime.define('dw.catalog.ProductPriceInfo', {
    statics: {
        of: function (price, book, percentage) {
            const made = Object.create(ProductPriceInfo.prototype);
            Object.defineProperties(made, {
                price_: { value: price }, book_: { value: book }, percentage_: { value: percentage }
            });
            return made;
        }
    },
    properties: {
        price: { get: function (self) { return self.price_; } },
        percentage: { get: function (self) { return self.percentage_ === null ? 0 : self.percentage_; } },
        priceBook: {
            get: function (self) {
                return self.book_ === null ? null : runtime.classOf('dw.catalog.PriceBookMgr').getPriceBook(self.book_);
            }
        },
        priceInfo: { get: function () { return null; } },
        onlineFrom: { get: function () { return null; } },
        onlineTo: { get: function () { return null; } }
    }
});

module.exports = ProductPriceInfo;
