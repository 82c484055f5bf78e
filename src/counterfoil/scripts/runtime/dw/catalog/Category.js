'use strict';

function named(ids) {
    const CatalogMgr = runtime.classOf('dw.catalog.CatalogMgr');
    return runtime.collection(ids.map(CatalogMgr.getCategory).filter(Boolean));
}

function image(name) {
    return {
        get: function (self) {
            const path = runtime.node(self)[name];
            return path === null || path === undefined ? null : runtime.classOf('dw.content.MediaFile').of(path);
        }
    };
}

/* Archives bring none of these for a category. */
function nothing() {
    return null;
}

function products(self) {
    return runtime.classOf('dw.catalog.ProductMgr').inCategory(self.ID).asList().toArray();
}

module.exports = runtime.define('dw.catalog.Category', {
    extends: 'dw.object.ExtensibleObject',
    constants: { DISPLAY_MODE_MERGED: 1, DISPLAY_MODE_INDIVIDUAL: 0 },
    properties: {
        ID: runtime.text('id'),
        UUID: runtime.text('id'),
        displayName: runtime.text('name'),
        description: runtime.text('description'),
        pageTitle: runtime.text('page_title'),
        pageDescription: runtime.text('page_description'),
        pageKeywords: runtime.text('page_keywords'),
        online: runtime.flag('online'),
        onlineFlag: { get: function (self) { return runtime.node(self).online_flag; } },
        onlineFrom: runtime.date('online_from'),
        onlineTo: runtime.date('online_to'),
        image: image('image'),
        thumbnail: image('thumbnail'),
        template: { get: nothing },
        pageURL: { get: nothing },
        root: { get: function (self) { return runtime.node(self).id === 'root'; }, flag: true },
        topLevel: { get: function (self) { return runtime.node(self).parent === 'root'; }, flag: true },
        parent: {
            get: function (self) {
                const id = runtime.node(self).parent;
                return id === null ? null : runtime.classOf('dw.catalog.CatalogMgr').getCategory(id);
            }
        },
        subCategories: { get: function (self) { return named(runtime.node(self).children); } },
        onlineSubCategories: { get: function (self) { return named(runtime.node(self).online_children); } },
        products: { get: function (self) { return runtime.collection(products(self)); } },
        onlineProducts: {
            get: function (self) {
                return runtime.collection(products(self).filter(function (one) { return one.online; }));
            }
        }
    },
    methods: {
        hasOnlineSubCategories: function () { return runtime.node(this).online_children.length > 0; },
        hasOnlineProducts: function () { return this.onlineProducts.length > 0; },
        isDirectSubCategoryOf: function (other) { return runtime.node(this).parent === other.ID; },
        isSubCategoryOf: function (other) {
            for (let one = this.parent; one !== null; one = one.parent) {
                if (one.ID === other.ID) {
                    return true;
                }
            }
            return false;
        }
    }
});
