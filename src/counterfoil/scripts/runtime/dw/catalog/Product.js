'use strict';

function named(ids) {
    const ProductMgr = runtime.classOf('dw.catalog.ProductMgr');
    return runtime.collection(ids.map(ProductMgr.getProduct).filter(Boolean));
}

function products(name) {
    return { get: function (self) { return named(runtime.node(self)[name]); } };
}

function markup(name) {
    return {
        get: function (self) {
            const text = runtime.node(self)[name];
            return text === null ? null : runtime.classOf('dw.content.MarkupText').of(text);
        }
    };
}

function quantity(name) {
    return {
        get: function (self) {
            const value = runtime.node(self)[name];
            return new (runtime.classOf('dw.value.Quantity'))(value, runtime.node(self).unit || '');
        }
    };
}

function categories(self) {
    const CatalogMgr = runtime.classOf('dw.catalog.CatalogMgr');
    return runtime.node(self).categories.map(CatalogMgr.getCategory).filter(Boolean);
}

function category(name) {
    return {
        get: function (self) {
            const id = runtime.node(self)[name];
            return id === null || id === undefined ? null : runtime.classOf('dw.catalog.CatalogMgr').getCategory(id);
        }
    };
}

function images(self, view) {
    return runtime.classOf('dw.internal.images').ofProduct(runtime.node(self), view);
}

/* Archives bring none of these for a product. */
function nothing() {
    return null;
}

function links(name, everywhere) {
    return function (type) { return runtime.classOf('dw.internal.relations').links(this, name, type, everywhere); };
}

function called(method) {
    return { get: function (self) { return self[method](); } };
}

function model(className, part) {
    return {
        get: function (self) {
            return runtime.wrap('dw.catalog.' + className, part === undefined ? runtime.node(self) : part, runtime.rootOf(self), self);
        }
    };
}

module.exports = runtime.define('dw.catalog.Product', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        ID: runtime.text('id'),
        UUID: runtime.text('id'),
        name: runtime.text('name'),
        EAN: runtime.text('ean'),
        UPC: runtime.text('upc'),
        unit: runtime.text('unit'),
        brand: runtime.text('brand'),
        manufacturerName: runtime.text('manufacturer_name'),
        manufacturerSKU: runtime.text('manufacturer_sku'),
        shortDescription: markup('short_description'),
        longDescription: markup('long_description'),
        pageTitle: runtime.text('page_title'),
        pageDescription: runtime.text('page_description'),
        pageKeywords: runtime.text('page_keywords'),
        online: runtime.flag('online'),
        onlineFlag: { get: function (self) { return runtime.node(self).online_flag; } },
        searchable: runtime.flag('searchable'),
        searchableFlag: { get: function (self) { return runtime.node(self).searchable; } },
        available: { get: function (self) { return self.availabilityModel.orderable; }, flag: true },
        taxClassID: runtime.text('tax_class_id'),
        minOrderQuantity: quantity('min_order_quantity'),
        stepQuantity: quantity('step_quantity'),
        unitQuantity: quantity('unit_quantity'),
        onlineFrom: runtime.date('online_from'),
        onlineTo: runtime.date('online_to'),
        template: { get: nothing },
        image: { get: nothing },
        thumbnail: { get: nothing },
        pageURL: { get: nothing },
        pageMetaTags: { get: function () { return []; } },
        productLinks: called('getProductLinks'),
        allProductLinks: called('getAllProductLinks'),
        incomingProductLinks: called('getIncomingProductLinks'),
        allIncomingProductLinks: called('getAllIncomingProductLinks'),
        recommendations: called('getRecommendations'),
        orderableRecommendations: called('getOrderableRecommendations'),
        master: runtime.flag('master'),
        variant: runtime.flag('variant'),
        variationGroup: runtime.flag('variation_group'),
        productSet: runtime.flag('set'),
        retailSet: runtime.flag('set'),
        bundle: runtime.flag('bundle'),
        optionProduct: runtime.flag('option'),
        product: { get: function () { return true; }, flag: true },
        assignedToSiteCatalog: { get: function (self) { return runtime.node(self).sellable; }, flag: true },
        siteProduct: { get: function (self) { return runtime.node(self).sellable; }, flag: true },
        categorized: { get: function (self) { return runtime.node(self).categories.length > 0; }, flag: true },
        categories: { get: function (self) { return runtime.collection(categories(self)); } },
        allCategories: { get: function (self) { return runtime.collection(categories(self)); } },
        onlineCategories: {
            get: function (self) {
                return runtime.collection(categories(self).filter(function (one) { return one.online; }));
            }
        },
        primaryCategory: category('primary_category'),
        classificationCategory: category('classification_category'),
        variants: products('variants'),
        variationGroups: products('variation_groups'),
        productSetProducts: products('set_products'),
        bundledProducts: {
            get: function (self) { return named(runtime.node(self).bundled.map(function (part) { return part[0]; })); }
        },
        priceModel: model('ProductPriceModel'),
        availabilityModel: model('ProductAvailabilityModel'),
        variationModel: model('ProductVariationModel'),
        attributeModel: { get: function (self) { return runtime.classOf('dw.catalog.ProductAttributeModel').of(self); } },
        optionModel: {
            get: function (self) { return runtime.classOf('dw.catalog.ProductOptionModel').of(self); }
        }
    },
    methods: {
        getPriceModel: function () { return this.priceModel; },
        getAvailabilityModel: function (list) {
            return list === undefined || list === null
                ? this.availabilityModel
                : runtime.classOf('dw.catalog.ProductAvailabilityModel').of(this, list.ID);
        },
        getImage: function (view, index) {
            return view === undefined ? null : images(this, view)[index === undefined ? 0 : Number(index)] || null;
        },
        getPageMetaTag: nothing,
        getProductLinks: links('outgoing', false),
        getAllProductLinks: links('outgoing', true),
        getIncomingProductLinks: links('incoming', false),
        getAllIncomingProductLinks: links('incoming', true),
        getRecommendations: function (type) {
            return runtime.classOf('dw.internal.relations').recommendations(this, null, type, false);
        },
        getOrderableRecommendations: function (type) {
            return runtime.classOf('dw.internal.relations').recommendations(this, null, type, true);
        },
        getAllRecommendations: function (catalog, type) {
            return runtime.classOf('dw.internal.relations').recommendations(this, catalog, type, false);
        },
        getImages: function (view) { return runtime.collection(images(this, view)); },
        isAssignedToCategory: function (other) { return runtime.node(this).categories.indexOf(other.ID) >= 0; },
        assignedToCategory: function (other) { return this.isAssignedToCategory(other); },
        getBundledProductQuantity: function (part) {
            const found = runtime.node(this).bundled.find(function (one) { return one[0] === part.ID; });
            return new (runtime.classOf('dw.value.Quantity'))(found === undefined ? 0 : found[1], '');
        },
        includedInBundle: function (other) {
            return runtime.node(other).bundled.some(function (one) { return one[0] === runtime.node(this).id; }, this);
        }
    }
});
