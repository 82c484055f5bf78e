'use strict';

const known = runtime.perCall(function () { return new Map(); });
const catalogs = runtime.perCall(function () {
    const id = runtime.ask('catalog');
    const root = runtime.root('catalog', {}, { writable: false });
    return runtime.wrap('dw.catalog.Catalog', id === null ? null : { id: id }, root);
});

function category(id) {
    const name = String(id);
    if (!known().has(name)) {
        const root = runtime.root('category', {}, { writable: false });
        known().set(name, runtime.wrap('dw.catalog.Category', runtime.ask('category', name), root));
    }
    return known().get(name);
}

module.exports = runtime.define('dw.catalog.CatalogMgr', {
    staticProperties: {
        siteCatalog: { get: function () { return catalogs(); } },
        sortingOptions: { get: function () { return runtime.collection([]); } },
        sortingRules: { get: function () { return runtime.collection([]); } }
    },
    statics: {
        getCatalog: function (id) {
            const own = catalogs();
            return own !== null && own.ID === String(id) ? own : null;
        },
        getCategory: category,
        getSortingOption: function () { return null; },
        getSortingRule: function () { return null; }
    }
});
