'use strict';

const known = runtime.perCall(function () { return new Map(); });

/* What a unit costs in the currency of the session; a range for a master. Asked for once for each quantity. */
function prices(self, quantity) {
    const product = runtime.ownerOf(self);
    const number = quantity === undefined || quantity === null ? null : Number(quantity.value === undefined ? quantity : quantity.value);
    const key = product.ID + '\n' + number;
    if (!known().has(key)) {
        known().set(key, runtime.ask('product_prices', { product_id: product.ID, quantity: number }));
    }
    return known().get(key);
}

function money(amount, currency) {
    const Money = runtime.classOf('dw.value.Money');
    return amount === undefined || amount === null ? Money.NOT_AVAILABLE : new Money(amount, currency);
}

function priceOf(self, quantity) {
    const found = prices(self, quantity);
    return money(found.price, found.currency);
}

function bookPrice(self, id) {
    const found = prices(self);
    return money(found.books[String(id)], found.currency);
}

function info(self, amount, book, percentage) {
    return amount.available ? runtime.classOf('dw.catalog.ProductPriceInfo').of(amount, book, percentage) : null;
}

module.exports = runtime.define('dw.catalog.ProductPriceModel', {
    /* Another currency, or other price books: what was known does not hold any more. */
    statics: { forget: function () { known().clear(); } },
    properties: {
        price: { get: function (self) { return priceOf(self); } },
        pricePerUnit: { get: function (self) { return priceOf(self); } },
        minPrice: { get: function (self) { return priceOf(self); } },
        maxPrice: {
            get: function (self) {
                const found = prices(self);
                return money(found.max_price === undefined ? found.price : found.max_price, found.currency);
            }
        },
        priceRange: {
            get: function (self) {
                const found = prices(self);
                return found.max_price !== undefined && found.max_price !== found.price;
            },
            flag: true
        },
        basePriceQuantity: { get: function (self) { return runtime.ownerOf(self).minOrderQuantity; } },
        priceInfo: {
            get: function (self) { return info(self, priceOf(self), prices(self).book, prices(self).percentage); }
        },
        priceInfos: {
            get: function (self) {
                const found = prices(self);
                return runtime.collection(Object.keys(found.books).map(function (id) {
                    return info(self, money(found.books[id], found.currency), id, null);
                }));
            }
        },
        priceTable: {
            get: function (self) {
                return runtime.classOf('dw.catalog.ProductPriceTable').of(self, prices(self).steps, function (quantity) {
                    return prices(self, quantity);
                });
            }
        }
    },
    methods: {
        getPrice: function (quantity) { return priceOf(this, quantity); },
        getPricePerUnit: function (quantity) { return priceOf(this, quantity); },
        getPriceInfo: function (quantity) {
            return info(this, priceOf(this, quantity), prices(this, quantity).book, prices(this, quantity).percentage);
        },
        getPriceBookPrice: function (id) { return bookPrice(this, id); },
        getPriceBookPricePerUnit: function (id) { return bookPrice(this, id); },
        getPriceBookPriceInfo: function (id) { return info(this, bookPrice(this, id), String(id), null); },
        getMinPriceBookPrice: function (id) { return bookPrice(this, id); },
        getMaxPriceBookPrice: function (id) { return bookPrice(this, id); },
        getPricePercentage: function (base, other) { return other.percentLessThan(base); }
    }
});
