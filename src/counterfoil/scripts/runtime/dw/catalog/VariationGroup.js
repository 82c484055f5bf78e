'use strict';

module.exports = runtime.define('dw.catalog.VariationGroup', {
    extends: 'dw.catalog.Product',
    properties: {
        masterProduct: {
            get: function (self) { return runtime.classOf('dw.catalog.ProductMgr').getProduct(runtime.node(self).master_id); }
        }
    }
});
