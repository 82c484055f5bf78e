'use strict';

/* The custom attributes that the metadata declares for products; archives' groups of them are not read: there is none. */
function definitions() {
    return runtime.classOf('dw.object.ObjectTypeDefinition').of('Product');
}

function nothing() {
    return runtime.collection([]);
}

function shown(value) {
    return value !== null && typeof value === 'object' && 'displayValue' in value ? value.displayValue : value;
}

const ProductAttributeModel = runtime.define('dw.catalog.ProductAttributeModel', {
    construct: function () { Object.defineProperty(this, 'product_', { value: null }); },
    statics: {
        of: function (product) {
            const made = Object.create(ProductAttributeModel.prototype);
            Object.defineProperty(made, 'product_', { value: product });
            return made;
        }
    },
    properties: {
        attributeGroups: { get: nothing },
        visibleAttributeGroups: { get: nothing },
        orderRequiredAttributeDefinitions: { get: nothing }
    },
    methods: {
        getAttributeDefinition: function (id) { return definitions().getCustomAttributeDefinition(id); },
        getAttributeDefinitions: nothing,
        getVisibleAttributeDefinitions: nothing,
        getAttributeGroup: function () { return null; },
        getValue: function (definition) {
            if (this.product_ === null || definition === null || definition === undefined) {
                return null;
            }
            const value = this.product_.custom[definition.ID];
            return value === undefined ? null : value;
        },
        getDisplayValue: function (definition) {
            const value = this.getValue(definition);
            return Array.isArray(value) ? value.map(shown) : shown(value);
        }
    }
});

module.exports = ProductAttributeModel;
