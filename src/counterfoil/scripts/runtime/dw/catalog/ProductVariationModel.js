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

/* What is selected: the values of the variant it is the model of, and what a script selects on top of them. */
const selections = new WeakMap();

function selected(self) {
    let found = selections.get(self);
    if (found === undefined) {
        const product = runtime.ownerOf(self);
        found = new Map();
        if (product.variant || product.variationGroup) {
            for (const attribute of attributes(self)) {
                const value = valueIn(self, product, attribute);
                if (value !== null) {
                    found.set(attribute.ID, value.ID);
                }
            }
        }
        selections.set(self, found);
    }
    return found;
}

/* The variants that have these values. */
function fitting(self, values) {
    const all = attributes(self).filter(function (one) { return values.has(one.ID); });
    return variants(self).filter(function (product) {
        return all.every(function (one) {
            const value = valueIn(self, product, one);
            return value !== null && value.ID === values.get(one.ID);
        });
    });
}

function chosen(self) {
    const found = fitting(self, selected(self));
    return found.length === 1 && selected(self).size === attributes(self).length ? found[0] : null;
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
        selectedVariant: { get: chosen },
        selectedVariants: { get: function (self) { return runtime.collection(fitting(self, selected(self))); } },
        defaultVariant: { get: function (self) { return variants(self)[0] || null; } }
    },
    methods: {
        getProductVariationAttribute: function (id) {
            return attributes(this).find(function (one) { return one.ID === String(id); }) || null;
        },
        getAllValues: function (attribute) { return runtime.collection(valuesOf(this, attribute)); },
        getVariationValue: function (product, attribute) { return valueIn(this, product, attribute); },
        getSelectedValue: function (attribute) {
            const id = selected(this).get(attribute.ID);
            return valuesOf(this, attribute).find(function (one) { return one.ID === id; }) || null;
        },
        isSelectedAttributeValue: function (attribute, value) { return selected(this).get(attribute.ID) === value.ID; },
        setSelectedAttributeValue: function (id, value) {
            if (value === null || value === undefined) {
                selected(this).delete(String(id));
            } else {
                selected(this).set(String(id), String(value));
            }
        },
        /* The values that there are variants of, beside what is selected of the other attributes. */
        getFilteredValues: function (attribute) {
            const self = this;
            return runtime.collection(valuesOf(this, attribute).filter(function (value) {
                return fitting(self, new Map(selected(self)).set(attribute.ID, value.ID)).length > 0;
            }));
        },
        hasOrderableVariants: function (attribute, value) {
            return fitting(this, new Map(selected(this)).set(attribute.ID, value.ID)).some(function (one) {
                return one.availabilityModel.orderable;
            });
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
