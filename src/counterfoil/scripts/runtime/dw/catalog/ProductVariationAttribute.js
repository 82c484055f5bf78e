'use strict';

module.exports = runtime.define('dw.catalog.ProductVariationAttribute', {
    properties: {
        ID: runtime.text('id'), attributeID: runtime.text('attribute_id'), displayName: runtime.text('name')
    }
});
