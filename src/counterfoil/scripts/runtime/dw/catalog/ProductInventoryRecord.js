'use strict';

function quantity(name) {
    return {
        get: function (self) { return new (runtime.classOf('dw.value.Quantity'))(runtime.node(self)[name], ''); }
    };
}

function handled(word) {
    return { get: function (self) { return runtime.node(self).handling === word; }, flag: true };
}

const root = runtime.perCall(function () { return runtime.root('inventory record', {}, { writable: false }); });

module.exports = runtime.define('dw.catalog.ProductInventoryRecord', {
    extends: 'dw.object.ExtensibleObject',
    statics: {
        of: function (found) {
            found.record.ats = found.ats;
            return runtime.wrap('dw.catalog.ProductInventoryRecord', found.record, root());
        }
    },
    properties: {
        ATS: quantity('ats'),
        allocation: quantity('allocation'),
        stockLevel: quantity('stock_level'),
        onHand: quantity('stock_level'),
        turnover: quantity('turnover'),
        reserved: quantity('reserved'),
        preorderBackorderAllocation: quantity('preorder_backorder_allocation'),
        perpetual: runtime.flag('perpetual'),
        backorderable: handled('backorder'),
        preorderable: handled('preorder'),
        inStockDate: runtime.date('in_stock_date')
    }
});
