'use strict';

const books = runtime.perCall(function () {
    const root = runtime.root('price book', {}, { writable: false });
    return runtime.ask('price_books').map(function (node) { return runtime.wrap('dw.catalog.PriceBook', node, root); });
});

function own() {
    return runtime.collection(books().filter(function (one) { return runtime.node(one).site; }));
}

module.exports = runtime.define('dw.catalog.PriceBookMgr', {
    staticProperties: {
        allPriceBooks: { get: function () { return runtime.collection(books().slice()); } },
        sitePriceBooks: { get: own },
        applicablePriceBooks: { get: own }
    },
    statics: {
        getPriceBook: function (id) {
            return books().find(function (one) { return one.ID === String(id); }) || null;
        },
        /* Prices of a request go by the rules of the site: what a script chooses is noted. */
        setApplicablePriceBooks: function () {
            runtime.note('ignored', { member: 'dw.catalog.PriceBookMgr.setApplicablePriceBooks', place: runtime.here() });
        }
    }
});
