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

/* The values that are selected, by the attributes of products that have them. */
function selectedValues(self) {
    const values = {};
    for (const one of attributes(self)) {
        if (selected(self).has(one.ID)) {
            values[one.attributeID] = selected(self).get(one.ID);
        }
    }
    return values;
}

function images(self, view, values) {
    return runtime.classOf('dw.internal.images').ofValues(runtime.node(self), view, values);
}

function masterId(self) {
    return runtime.node(self).master_id || runtime.node(self).id;
}

/* The name of a field in which a storefront sends the value of an attribute. */
function htmlName(self, attribute) {
    return 'dwvar_' + masterId(self).replace(/_/g, '__') + '_' + attribute.ID;
}

function addressed(self, action, values) {
    const pairs = attributes(self).filter(function (one) { return values.has(one.ID); }).flatMap(function (one) {
        return [htmlName(self, one), values.get(one.ID)];
    });
    const URLUtils = runtime.classOf('dw.web.URLUtils');
    return URLUtils.abs.apply(URLUtils, [action, 'pid', masterId(self)].concat(pairs));
}

/* What is selected, with pairs of attributes and values on top; what is no attribute of the product is passed over. */
function withPairs(self, pairs) {
    const values = new Map(selected(self));
    for (let at = 0; at + 1 < pairs.length; at += 2) {
        const id = typeof pairs[at] === 'string' ? pairs[at] : pairs[at].ID;
        const value = pairs[at + 1] !== null && typeof pairs[at + 1] === 'object' ? pairs[at + 1].ID : String(pairs[at + 1]);
        if (attributes(self).some(function (one) { return one.ID === id; })) {
            values.set(id, value);
        }
    }
    return values;
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
        variationGroups: {
            get: function (self) {
                const ProductMgr = runtime.classOf('dw.catalog.ProductMgr');
                return runtime.collection(runtime.node(self).variation_groups.map(ProductMgr.getProduct).filter(Boolean));
            }
        },
        attributeDefinitions: {
            get: function (self) {
                const type = runtime.classOf('dw.object.ObjectTypeDefinition').of('Product');
                return runtime.collection(attributes(self).map(function (one) {
                    return type.getCustomAttributeDefinition(one.attributeID);
                }).filter(Boolean));
            }
        },
        defaultVariant: { get: function (self) { return variants(self)[0] || null; } }
    },
    methods: {
        getProductVariationAttribute: function (id) {
            return attributes(this).find(function (one) { return one.ID === String(id); }) || null;
        },
        getImages: function (view) { return runtime.collection(images(this, view, selectedValues(this))); },
        /* For what is selected: the one at a place, or the first with the value of an attribute on top. */
        getImage: function (view, attribute, value) {
            if (attribute === null || typeof attribute !== 'object') {
                return images(this, view, selectedValues(this))[Number(attribute || 0)] || null;
            }
            const values = Object.assign(selectedValues(this), { [attribute.attributeID]: value.ID });
            return images(this, view, values)[0] || null;
        },
        getHtmlName: function (prefix, attribute) {
            return attribute === undefined ? htmlName(this, prefix) : prefix + htmlName(this, attribute);
        },
        url: function (action) {
            return addressed(this, action, withPairs(this, Array.prototype.slice.call(arguments, 1)));
        },
        urlSelectVariationValue: function (action, attribute, value) {
            return addressed(this, action, withPairs(this, [attribute, value])).toString();
        },
        urlUnselectVariationValue: function (action, attribute) {
            return addressed(this, action, withPairs(this, [attribute, ''])).toString();
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
