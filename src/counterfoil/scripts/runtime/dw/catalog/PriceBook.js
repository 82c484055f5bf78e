'use strict';

module.exports = runtime.define('dw.catalog.PriceBook', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        ID: runtime.text('id'),
        UUID: runtime.text('id'),
        currencyCode: runtime.text('currency'),
        displayName: runtime.text('name'),
        description: runtime.text('description'),
        online: runtime.flag('online'),
        onlineFlag: { get: function (self) { return runtime.node(self).online_flag; } },
        onlineFrom: runtime.date('online_from'),
        onlineTo: runtime.date('online_to'),
        parentPriceBook: {
            get: function (self) {
                const id = runtime.node(self).parent;
                return id === null ? null : runtime.classOf('dw.catalog.PriceBookMgr').getPriceBook(id);
            }
        }
    }
});
