'use strict';

const relations = runtime.classOf('dw.internal.relations');

function markup(name) {
    return {
        get: function (self) {
            const text = runtime.node(self)[name];
            return text === null ? null : runtime.classOf('dw.content.MarkupText').of(text);
        }
    };
}

function product(name) {
    return { get: function (self) { return relations.named(runtime.node(self)[name]); } };
}

module.exports = runtime.define('dw.catalog.Recommendation', {
    extends: 'dw.object.ExtensibleObject',
    constants: { RECOMMENDATION_TYPE_CROSS_SELL: 1, RECOMMENDATION_TYPE_UP_SELL: 2, RECOMMENDATION_TYPE_OTHER: 3 },
    properties: {
        recommendationType: runtime.number('type'),
        recommendedItem: product('target'),
        recommendedItemID: runtime.text('target'),
        sourceItem: product('source'),
        sourceItemID: runtime.text('source'),
        name: runtime.text('name'),
        calloutMsg: markup('callout_msg'),
        shortDescription: markup('short_description'),
        longDescription: markup('long_description'),
        image: {
            get: function (self) {
                const path = runtime.node(self).image;
                return path === null ? null : runtime.classOf('dw.content.MediaFile').of(path);
            }
        },
        catalog: {
            get: function (self) { return runtime.classOf('dw.catalog.CatalogMgr').getCatalog(runtime.node(self).catalog); }
        }
    }
});
