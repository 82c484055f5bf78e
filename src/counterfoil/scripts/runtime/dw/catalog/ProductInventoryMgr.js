'use strict';

function list(id) {
    const root = runtime.root('inventory list', {}, { writable: false });
    const node = runtime.ask('inventory_list', id === undefined || id === null ? null : String(id));
    return runtime.wrap('dw.catalog.ProductInventoryList', node, root);
}

module.exports = runtime.define('dw.catalog.ProductInventoryMgr', {
    constants: { INTEGRATIONMODE_B2C: 'B2C', INTEGRATIONMODE_OCI: 'OCI', INTEGRATIONMODE_OCI_CACHE: 'OCI_CACHE' },
    staticProperties: {
        inventoryIntegrationMode: { get: function () { return 'B2C'; } },
        inventoryList: { get: function () { return list(null); } }
    },
    statics: { getInventoryList: list }
});
