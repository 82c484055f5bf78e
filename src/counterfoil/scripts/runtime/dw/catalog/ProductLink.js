'use strict';

const relations = runtime.classOf('dw.internal.relations');

function product(name) {
    return { get: function (self) { return relations.named(runtime.node(self)[name]); } };
}

module.exports = runtime.define('dw.catalog.ProductLink', {
    constants: {
        LINKTYPE_CROSS_SELL: 1, LINKTYPE_REPLACEMENT: 2, LINKTYPE_UP_SELL: 3, LINKTYPE_ACCESSORY: 4,
        LINKTYPE_NEWER_VERSION: 5, LINKTYPE_ALT_ORDERUNIT: 6, LINKTYPE_SPARE_PART: 7, LINKTYPE_OTHER: 8
    },
    properties: {
        sourceProduct: product('source'),
        targetProduct: product('target'),
        typeCode: { get: function (self) { return relations.types[runtime.node(self).type] || relations.types.other; } }
    }
});
