'use strict';

module.exports = runtime.define('dw.catalog.Catalog', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        ID: runtime.text('id'),
        UUID: runtime.text('id'),
        root: { get: function () { return runtime.classOf('dw.catalog.CatalogMgr').getCategory('root'); } }
    }
});
