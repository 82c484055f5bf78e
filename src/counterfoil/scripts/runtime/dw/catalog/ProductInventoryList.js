'use strict';

const known = runtime.perCall(function () { return new Map(); });

function stockOf(productId, listId) {
    const key = listId + '\n' + productId;
    if (!known().has(key)) {
        known().set(key, runtime.ask('product_stock', { product_id: productId, list_id: listId }));
    }
    return known().get(key);
}

module.exports = runtime.define('dw.catalog.ProductInventoryList', {
    extends: 'dw.object.ExtensibleObject',
    statics: { stockOf: stockOf },
    properties: {
        ID: runtime.text('id'),
        UUID: runtime.text('id'),
        description: runtime.text('description'),
        defaultInStockFlag: { get: function (self) { return runtime.node(self).default_in_stock; } }
    },
    methods: {
        getRecord: function (product) {
            const id = product !== null && typeof product === 'object' ? product.ID : String(product);
            const found = stockOf(id, this.ID);
            return found.record === null ? null : runtime.classOf('dw.catalog.ProductInventoryRecord').of(found);
        }
    }
});
