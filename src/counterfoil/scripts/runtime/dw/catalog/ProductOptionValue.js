'use strict';

module.exports = runtime.define('dw.catalog.ProductOptionValue', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        ID: runtime.text('id'),
        UUID: runtime.text('id'),
        displayValue: runtime.text('display_value'),
        description: { get: function () { return null; } },
        productIDModifier: runtime.text('product_id_modifier')
    }
});
