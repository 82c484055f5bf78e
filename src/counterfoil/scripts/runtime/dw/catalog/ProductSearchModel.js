'use strict';

/* The site's own search for products: what GET product_search finds, in its order. */
const SearchModel = runtime.classOf('dw.catalog.SearchModel');
const state = SearchModel.stateOf;
const CATEGORY = 'cgid';
const ORDERS = {
    price: ['price-low-to-high', 'price-high-to-low'],
    name: ['product-name-ascending', 'product-name-descending'],
    brand: ['brand', 'brand']
};

function order(self) {
    for (const [id, direction] of state(self).sorting) {
        if (ORDERS[id] !== undefined && direction > 0) {
            return ORDERS[id][direction - 1];
        }
    }
    return null;
}

function price(end) {
    return {
        get: function (self) {
            const found = state(self).ranges.get('price');
            return found === undefined || found[end] === null ? null : Number(found[end]);
        },
        set: function (self, value) {
            const found = (state(self).ranges.get('price') || [null, null]).slice();
            found[end] = value === null || value === undefined ? null : Number(value);
            if (found[0] === null && found[1] === null) {
                state(self).ranges.delete('price');
            } else {
                state(self).ranges.set('price', found);
            }
        }
    };
}

function listed(given) {
    const all = given === null || given === undefined ? [] : typeof given.toArray === 'function' ? given.toArray() : [].concat(given);
    return all.map(String);
}

function refinements(self) {
    const plain = {};
    for (const [id, values] of state(self).refinements) {
        plain[id] = values;
    }
    return plain;
}

/* Hits are made one by one as the iterator comes to them. */
function hits(self) {
    const found = state(self).found === null ? [] : state(self).found.ids;
    return new Proxy(found, {
        get: function (target, key) {
            return typeof key === 'string' && /^\d+$/.test(key) ? hit(self, target[key]) : Reflect.get(target, key);
        }
    });
}

function hit(self, id) {
    const found = state(self).found;
    if (!found.hits.has(id)) {
        found.hits.set(id, runtime.classOf('dw.catalog.ProductSearchHit').of(id, found.refinements));
    }
    return found.hits.get(id);
}

function category(self) {
    const id = self.categoryID;
    return id === null ? null : runtime.classOf('dw.catalog.CatalogMgr').getCategory(id);
}

const categoryID = {
    get: function (self) { return (state(self).refinements.get(CATEGORY) || [])[0] || null; },
    set: function (self, id) { self.setRefinementValues(CATEGORY, id); }
};

function status(self) {
    if (self.emptyQuery && self.productIDs.length === 0) {
        return 'EMPTY_QUERY';
    }
    const own = category(self);
    if (self.categoryID !== null && own === null) {
        return 'NO_CATEGORY';
    }
    return own !== null && !own.online ? 'OFFLINE_CATEGORY' : 'SUCCESSFUL';
}

function search(self) {
    const ended = status(self);
    const asked = refinements(self);
    const found = ended !== 'SUCCESSFUL' ? [] : runtime.ask('search_products', {
        phrase: state(self).phrase || '',
        refinements: asked,
        price: [self.priceMin, self.priceMax],
        orderable_only: self.orderableProductsOnly,
        product_ids: self.productIDs.toArray(),
        sort: order(self)
    });
    state(self).found = { ids: found, refinements: asked, hits: new Map() };
    return runtime.classOf('dw.system.SearchStatus').of(ended);
}

function url(action, pairs) {
    const URLUtils = runtime.classOf('dw.web.URLUtils');
    return URLUtils.url.apply(URLUtils, [action].concat(pairs));
}

module.exports = runtime.define('dw.catalog.ProductSearchModel', {
    extends: 'dw.catalog.SearchModel',
    construct: function () {
        SearchModel.begin(this);
        Object.assign(state(this), { orderable: false, recursive: true, products: [] });
    },
    constants: {
        CATEGORYID_PARAMETER: 'cgid', INVENTORY_LIST_IDS_PARAMETER: 'ilids', MAXIMUM_INVENTORY_LIST_IDS: 10,
        MAXIMUM_PRODUCT_IDS: 30, MAXIMUM_STORE_INVENTORY_FILTER_VALUES: 10, PRICE_MAX_PARAMETER: 'pmax',
        PRICE_MIN_PARAMETER: 'pmin', PRODUCTID_PARAMETER: 'pid', PROMOTIONID_PARAMETER: 'pmid',
        PROMOTION_PRODUCT_TYPE_ALL: 'all', PROMOTION_PRODUCT_TYPE_BONUS: 'bonus',
        PROMOTION_PRODUCT_TYPE_DISCOUNTED: 'discounted', PROMOTION_PRODUCT_TYPE_PARAMETER: 'pmpt',
        PROMOTION_PRODUCT_TYPE_QUALIFYING: 'qualifying', REFINE_NAME_PARAMETER_PREFIX: 'prefn',
        REFINE_VALUE_PARAMETER_PREFIX: 'prefv', SORTING_OPTION_PARAMETER: 'sopt', SORTING_RULE_PARAMETER: 'srule',
        SORT_BY_PARAMETER_PREFIX: 'psortb', SORT_DIRECTION_PARAMETER_PREFIX: 'psortd'
    },
    statics: {
        urlForCategory: function (action, id) { return url(action, ['cgid', id]); },
        urlForProduct: function (action, id, productId) { return url(action, ['cgid', id, 'pid', productId]); },
        urlForRefine: function (action, name, value) { return url(action, ['prefn1', name, 'prefv1', value]); }
    },
    properties: {
        category: { get: category },
        categoryID: categoryID,
        categorySearch: {
            get: function (self) { return self.categoryID !== null && !state(self).phrase; },
            flag: true
        },
        refinedCategorySearch: {
            get: function (self) { return self.categorySearch && state(self).refinements.size + state(self).ranges.size > 1; },
            flag: true
        },
        refinedByCategory: { get: function (self) { return self.categoryID !== null; }, flag: true },
        refinedByPrice: { get: function (self) { return state(self).ranges.has('price'); }, flag: true },
        recursiveCategorySearch: {
            get: function (self) { return state(self).recursive; },
            set: function (self, value) { state(self).recursive = value === true; },
            flag: true
        },
        orderableProductsOnly: {
            get: function (self) { return state(self).orderable; },
            set: function (self, value) { state(self).orderable = value === true; }
        },
        priceMin: price(0),
        priceMax: price(1),
        productID: {
            get: function (self) { return state(self).products[0] || null; },
            set: function (self, id) { state(self).products = listed(id); }
        },
        productIDs: {
            get: function (self) { return runtime.collection(state(self).products.slice()); },
            set: function (self, ids) { state(self).products = listed(ids).slice(0, 30); }
        },
        productSearchHits: { get: function (self) { return runtime.classOf('dw.util.SeekableIterator').over(hits(self)); } },
        products: {
            get: function (self) {
                return runtime.collection(Array.from(hits(self), function (one) { return one.product; })).iterator();
            }
        },
        suggestedSearchPhrase: { get: function () { return null; } },
        suggestedSearchPhrases: { get: function () { return runtime.collection([]).iterator(); } },
        pageMetaTags: { get: function () { return []; } }
    },
    methods: {
        search: function () { return search(this); },
        getPageMetaTag: function () { return null; },
        isRefinedByPriceRange: function (low, high) { return this.priceMin === low && this.priceMax === high; },
        /* The hit that presents a product, or stands for it among others. */
        getProductSearchHit: function (product) {
            const ids = state(this).found === null ? [] : state(this).found.ids;
            const node = runtime.node(product);
            const id = ids.find(function (one) { return one === node.id || one === node.master_id; });
            if (id === undefined) {
                return null;
            }
            const found = hit(this, id);
            return id === node.id || found.representedProductIDs.indexOf(node.id) >= 0 ? found : null;
        }
    }
});
