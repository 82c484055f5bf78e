'use strict';

const books = runtime.perCall(function () {
    const root = runtime.root('price book', {}, { writable: false });
    return runtime.ask('price_books').map(function (node) { return runtime.wrap('dw.catalog.PriceBook', node, root); });
});

function own() {
    return runtime.collection(books().filter(function (one) { return runtime.node(one).site; }));
}

function chosen() {
    const ids = runtime.classOf('dw.system.Session').facts().price_books;
    return runtime.collection(ids.map(function (id) {
        return books().find(function (one) { return one.ID === id; });
    }));
}

module.exports = runtime.define('dw.catalog.PriceBookMgr', {
    staticProperties: {
        allPriceBooks: { get: function () { return runtime.collection(books().slice()); } },
        sitePriceBooks: { get: own },
        applicablePriceBooks: { get: chosen }
    },
    statics: {
        getPriceBook: function (id) {
            return books().find(function (one) { return one.ID === String(id); }) || null;
        },
        /* Prices come from these alone, in the session of the request; without any, from those of the site. */
        setApplicablePriceBooks: function () {
            const given = Array.from(arguments).flatMap(function (one) {
                return one instanceof runtime.Base && typeof one.toArray === 'function' ? one.toArray() : one;
            });
            const ids = given.filter(Boolean).map(function (one) { return one.ID; });
            runtime.ask('session_price_books', ids);
            runtime.classOf('dw.system.Session').facts().price_books = ids;
            runtime.classOf('dw.catalog.ProductPriceModel').forget();
        }
    }
});
