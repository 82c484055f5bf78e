'use strict';

/* The variants of a master by the values of its variation attributes. */
function attributes(self) {
    return runtime.node(self).variation.map(function (node) {
        return runtime.wrap('dw.catalog.ProductVariationAttribute', node, runtime.rootOf(self), self);
    });
}

function valuesOf(self, attribute) {
    return runtime.node(attribute).values.map(function (node) {
        return runtime.wrap('dw.catalog.ProductVariationAttributeValue', node, runtime.rootOf(self), self);
    });
}

function valueIn(self, product, attribute) {
    const plain = runtime.node(product).custom['c_' + attribute.attributeID];
    return valuesOf(self, attribute).find(function (one) { return one.ID === String(plain); }) || null;
}

function variants(self) {
    const ProductMgr = runtime.classOf('dw.catalog.ProductMgr');
    return runtime.node(self).variants.map(ProductMgr.getProduct).filter(Boolean);
}

module.exports = runtime.define('dw.catalog.ProductVariationModel', {
    properties: {
        master: {
            get: function (self) {
                const node = runtime.node(self);
                return runtime.classOf('dw.catalog.ProductMgr').getProduct(node.master_id || node.id);
            }
        },
        productVariationAttributes: { get: function (self) { return runtime.collection(attributes(self)); } },
        variants: { get: function (self) { return runtime.collection(variants(self)); } },
        selectedVariant: {
            get: function (self) { return runtime.ownerOf(self).variant ? runtime.ownerOf(self) : null; }
        },
        defaultVariant: { get: function (self) { return variants(self)[0] || null; } }
    },
    methods: {
        getProductVariationAttribute: function (id) {
            return attributes(this).find(function (one) { return one.ID === String(id); }) || null;
        },
        getAllValues: function (attribute) { return runtime.collection(valuesOf(this, attribute)); },
        getVariationValue: function (product, attribute) { return valueIn(this, product, attribute); },
        getSelectedValue: function (attribute) {
            const product = runtime.ownerOf(this);
            return product.variant || product.variationGroup ? valueIn(this, product, attribute) : null;
        },
        getVariants: function (filter) {
            if (filter === undefined || filter === null) {
                return this.variants;
            }
            const self = this;
            const wanted = attributes(this).filter(function (one) { return filter.containsKey(one.ID); });
            return runtime.collection(variants(this).filter(function (product) {
                return wanted.every(function (one) {
                    const value = valueIn(self, product, one);
                    return value !== null && value.ID === String(filter.get(one.ID));
                });
            }));
        }
    }
});
