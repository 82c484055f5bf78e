'use strict';

const known = runtime.perCall(function () { return new Map(); });
const root = runtime.perCall(function () { return runtime.root('product', {}, { writable: false }); });

function product(id) {
    const name = String(id);
    if (!known().has(name)) {
        const node = id === null || id === undefined ? null : runtime.ask('product', name);
        const className = node !== null && node.variant ? 'Variant' : node !== null && node.variation_group ? 'VariationGroup' : 'Product';
        known().set(name, runtime.wrap('dw.catalog.' + className, node, root()));
    }
    return known().get(name);
}

/* The products are read one by one as the iterator comes to them. */
function all(category) {
    const ids = runtime.ask('site_products', category);
    const items = new Proxy(ids, {
        get: function (target, key) {
            return typeof key === 'string' && /^\d+$/.test(key) ? product(target[key]) : Reflect.get(target, key);
        }
    });
    return runtime.classOf('dw.util.SeekableIterator').over(items);
}

function ofSite() {
    return all(null);
}

module.exports = runtime.define('dw.catalog.ProductMgr', {
    statics: {
        getProduct: product,
        inCategory: all,
        queryAllSiteProducts: ofSite,
        queryAllSiteProductsSorted: ofSite,
        queryProductsInCatalog: ofSite,
        queryProductsInCatalogSorted: ofSite
    }
});
