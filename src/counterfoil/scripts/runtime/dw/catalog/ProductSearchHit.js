'use strict';

/* A product that a search found, with those it stands for: of a master the variants that have the values asked for. */
const TYPES = { master: 'master', set: 'set', bundle: 'bundle', variation_group: 'variation_group' };

function represented(self) {
    if (self.known_.ids === null) {
        self.known_.ids = runtime.ask('search_hit', { product_id: self.id_, refinements: self.refinements_ });
    }
    return self.known_.ids;
}

function named(id) {
    return id === undefined ? null : runtime.classOf('dw.catalog.ProductMgr').getProduct(id);
}

function products(self) {
    return represented(self).map(named).filter(Boolean);
}

/* The least or the greatest amount of those that have one. */
function amount(read, greatest) {
    return {
        get: function (self) {
            const known = products(self).map(read).filter(function (one) { return one.available; });
            return known.reduce(function (best, one) {
                return (one.value > best.value) === greatest ? one : best;
            }, known[0] || runtime.classOf('dw.value.Money').NOT_AVAILABLE);
        }
    };
}

function promotions(kinds) {
    return {
        get: function (self) {
            const found = runtime.ask('product_promotions', represented(self)[0] || self.id_);
            const active = runtime.classOf('dw.campaign.PromotionMgr').activePromotions.promotions.toArray();
            const ids = new Set(kinds.flatMap(function (kind) { return found[kind]; }));
            return runtime.collection(active.map(function (one) { return one.ID; }).filter(function (id) { return ids.has(id); }));
        }
    };
}

const ProductSearchHit = runtime.define('dw.catalog.ProductSearchHit', {
    constants: {
        HIT_TYPE_PRODUCT_BUNDLE: 'bundle', HIT_TYPE_PRODUCT_MASTER: 'master', HIT_TYPE_PRODUCT_SET: 'set',
        HIT_TYPE_SIMPLE: 'product', HIT_TYPE_SLICING_GROUP: 'slicing_group', HIT_TYPE_VARIATION_GROUP: 'variation_group'
    },
    statics: {
        of: function (id, refinements) {
            const made = Object.create(ProductSearchHit.prototype);
            Object.defineProperties(made, {
                id_: { value: id }, refinements_: { value: refinements }, known_: { value: { ids: null } }
            });
            return made;
        }
    },
    properties: {
        product: { get: function (self) { return named(self.id_); } },
        productID: { get: function (self) { return self.id_; } },
        hitType: {
            get: function (self) {
                const node = runtime.node(self.product);
                return TYPES[Object.keys(TYPES).find(function (name) { return node[name]; })] || 'product';
            }
        },
        representedProductIDs: { get: function (self) { return runtime.collection(represented(self).slice()); } },
        representedProducts: { get: function (self) { return runtime.collection(products(self)); } },
        firstRepresentedProduct: { get: function (self) { return named(represented(self)[0]); } },
        firstRepresentedProductID: { get: function (self) { return represented(self)[0] || null; } },
        lastRepresentedProduct: { get: function (self) { return named(represented(self).slice(-1)[0]); } },
        lastRepresentedProductID: { get: function (self) { return represented(self).slice(-1)[0] || null; } },
        minPrice: amount(function (one) { return one.priceModel.minPrice; }, false),
        maxPrice: amount(function (one) { return one.priceModel.maxPrice; }, true),
        minPricePerUnit: amount(function (one) { return one.priceModel.minPricePerUnit; }, false),
        maxPricePerUnit: amount(function (one) { return one.priceModel.maxPricePerUnit; }, true),
        priceRange: { get: function (self) { return self.minPrice.value !== self.maxPrice.value; }, flag: true },
        allPromotionIDs: promotions(['qualifying', 'discounted']),
        discountedPromotionIDs: promotions(['discounted']),
        qualifyingPromotionIDs: promotions(['qualifying']),
        bonusPromotionIDs: { get: function () { return runtime.collection([]); } }
    },
    methods: {
        /* The values of an attribute that the products have for which the hit stands. */
        getRepresentedVariationValues: function (attribute) {
            const model = this.product.variationModel;
            const own = typeof attribute === 'string' ? model.getProductVariationAttribute(attribute) : attribute;
            const found = new Map();
            for (const product of own === null ? [] : products(this)) {
                const value = model.getVariationValue(product, own);
                if (value !== null) {
                    found.set(value.ID, value);
                }
            }
            return runtime.collection(Array.from(found.values()));
        }
    }
});

module.exports = ProductSearchHit;
