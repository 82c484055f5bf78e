'use strict';

/* The groups of the site, by their ids. */
const groups = runtime.perCall(function () {
    const root = runtime.root('source code group', {}, { writable: false });
    return new Map(runtime.ask('source_code_groups').map(function (node) {
        return [node.id, runtime.wrap('dw.campaign.SourceCodeGroup', node, root)];
    }));
});

/* Codes that open price books and promotions to those who bring one along. */
module.exports = runtime.define('dw.campaign.SourceCodeGroup', {
    extends: 'dw.object.ExtensibleObject',
    statics: {
        named: function (id) { return groups().get(id) || null; }
    },
    properties: {
        ID: runtime.text('id'),
        UUID: runtime.text('id'),
        priceBooks: {
            get: function (self) {
                const PriceBookMgr = runtime.classOf('dw.catalog.PriceBookMgr');
                return runtime.collection(runtime.node(self).price_books.map(PriceBookMgr.getPriceBook).filter(Boolean));
            }
        }
    }
});
