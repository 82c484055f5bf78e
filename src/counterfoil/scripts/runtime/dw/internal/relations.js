'use strict';

/* Links between a product and others, and what the catalog recommends beside it; asked for once. */
const TYPES = { cross_sell: 1, replacement: 2, up_sell: 3, accessory: 4, newer_version: 5, alt_orderunit: 6, spare_part: 7, other: 8 };
const known = runtime.perCall(function () { return new Map(); });
const root = runtime.perCall(function () { return runtime.root('product', {}, { writable: false }); });

function of(product) {
    const id = runtime.node(product).id;
    if (!known().has(id)) {
        known().set(id, runtime.ask('product_relations', id));
    }
    return known().get(id);
}

function named(id) {
    return runtime.classOf('dw.catalog.ProductMgr').getProduct(id);
}

function wanted(type) {
    return type === undefined || type === null ? null : Number(type);
}

function links(product, name, type, everywhere) {
    const number = wanted(type);
    return runtime.collection(of(product)[name].filter(function (one) {
        const other = named(one.source === runtime.node(product).id ? one.target : one.source);
        const fits = number === null || (TYPES[one.type] || TYPES.other) === number;
        return fits && other !== null && (everywhere || other.assignedToSiteCatalog);
    }).map(function (one) { return runtime.wrap('dw.catalog.ProductLink', one, root()); }));
}

/* Those of the site's catalog, or of another; what the site does not show is left out of its own. */
function recommendations(product, catalog, type, orderable) {
    const number = wanted(type);
    const site = of(product).catalog;
    const id = catalog === null ? site : String(catalog.ID);
    return runtime.collection((of(product).recommendations[id] || []).filter(function (one) {
        const target = named(one.target);
        return (number === null || one.type === number) && target !== null
            && (catalog !== null || (target.assignedToSiteCatalog && target.online))
            && (!orderable || target.availabilityModel.orderable);
    }).map(function (one) { return runtime.wrap('dw.catalog.Recommendation', one, root()); }));
}

module.exports = { links: links, recommendations: recommendations, types: TYPES, named: named };
