'use strict';

/* What a promotion gives: that of its discounts of a type. */
function of(discount, type) {
    const promotion = discount.promotion;
    const all = promotion === null ? [] : runtime.node(promotion).bonus || [];
    return all.find(function (one) { return one.type === type; }) || { products: [], rule_based: false, max_items: null };
}

/* The products that are named, as far as the site shows them. */
function products(bonus) {
    const ProductMgr = runtime.classOf('dw.catalog.ProductMgr');
    const found = bonus.products.map(function (one) { return ProductMgr.getProduct(one.id); });
    return runtime.collection(found.filter(function (one) {
        return one !== null && one.online && (one.assignedToSiteCatalog || one.master);
    }));
}

module.exports = { of: of, products: products };
