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

/* What one unit of the measure costs, where the product says how many of them it is. */
function perUnit(self, amount) {
    const units = Number(runtime.node(runtime.ownerOf(self)).unit_quantity || 0);
    return amount.available && units > 0 ? amount.divide(units) : amount;
}

/* The least and the greatest of what is read of the price models of a master's variants, of other products its own. */
function among(self, read, greatest) {
    const product = runtime.ownerOf(self);
    const models = product.master ? product.variants.toArray().map(function (one) { return one.priceModel; }) : [self];
    const known = models.map(read).filter(function (one) { return one.available; });
    return known.reduce(function (best, one) {
        return (one.value > best.value) === greatest ? one : best;
    }, known[0] || runtime.classOf('dw.value.Money').NOT_AVAILABLE);
}

function ofBook(id) {
    return function (model) { return bookPrice(model, id); };
}

function ofBookPerUnit(id) {
    return function (model) { return perUnit(model, bookPrice(model, id)); };
}

function ownPerUnit(model) {
    return perUnit(model, priceOf(model));
}

function info(self, amount, book, percentage) {
    return amount.available ? runtime.classOf('dw.catalog.ProductPriceInfo').of(amount, book, percentage) : null;
}

module.exports = runtime.define('dw.catalog.ProductPriceModel', {
    /* Another currency, or other price books: what was known does not hold any more. */
    statics: { forget: function () { known().clear(); } },
    properties: {
        price: { get: function (self) { return priceOf(self); } },
        pricePerUnit: { get: function (self) { return ownPerUnit(self); } },
        minPricePerUnit: { get: function (self) { return among(self, ownPerUnit, false); } },
        maxPricePerUnit: { get: function (self) { return among(self, ownPerUnit, true); } },
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
        getPricePerUnit: function (quantity) { return perUnit(this, priceOf(this, quantity)); },
        getPriceInfo: function (quantity) {
            return info(this, priceOf(this, quantity), prices(this, quantity).book, prices(this, quantity).percentage);
        },
        getPriceBookPrice: function (id) { return bookPrice(this, id); },
        getPriceBookPricePerUnit: function (id) { return perUnit(this, bookPrice(this, id)); },
        getPriceBookPriceInfo: function (id) { return info(this, bookPrice(this, id), String(id), null); },
        getMinPriceBookPrice: function (id) { return among(this, ofBook(id), false); },
        getMaxPriceBookPrice: function (id) { return among(this, ofBook(id), true); },
        getMinPriceBookPricePerUnit: function (id) { return among(this, ofBookPerUnit(id), false); },
        getMaxPriceBookPricePerUnit: function (id) { return among(this, ofBookPerUnit(id), true); },
        getPricePercentage: function (base, other) { return other.percentLessThan(base); }
    }
});
