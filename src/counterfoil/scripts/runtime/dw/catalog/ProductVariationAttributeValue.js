'use strict';

const Value = runtime.define('dw.catalog.ProductVariationAttributeValue', {
    properties: {
        ID: runtime.text('id'),
        value: runtime.text('value'),
        displayValue: runtime.text('display_value'),
        description: runtime.text('description')
    },
    methods: {
        equals: function (other) { return other instanceof Value && other.ID === this.ID; }
    }
});

module.exports = Value;
