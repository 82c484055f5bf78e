'use strict';

module.exports = runtime.define('dw.catalog.ProductOption', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        ID: runtime.text('id'),
        UUID: runtime.text('id'),
        displayName: runtime.text('name'),
        description: runtime.text('description'),
        optionValues: runtime.parts('values', 'dw.catalog.ProductOptionValue'),
        defaultValue: {
            get: function (self) { return runtime.classOf('dw.catalog.ProductOptionModel').initial(self); }
        }
    }
});
