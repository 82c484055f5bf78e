'use strict';

const LIST = Symbol('list');

/* What a list has of a product now; the site's own list, or another one. Without any list there is no end of it. */
function stock(self) {
    const product = self[LIST] === undefined ? runtime.ownerOf(self) : self[LIST].product;
    const id = self[LIST] === undefined ? null : self[LIST].id;
    const ProductInventoryList = runtime.classOf('dw.catalog.ProductInventoryList');
    return ProductInventoryList.stockOf(product.ID, id);
}

function has(self, quantity) {
    const found = stock(self);
    return found.sellable && (found.ats === null || found.ats >= quantity && found.ats > 0);
}

function level(found) {
    return found.record === null ? found.ats : found.record.stock_level;
}

function quantityOf(given) {
    return given === undefined || given === null ? 1 : Number(given.value === undefined ? given : given.value);
}

const Model = runtime.define('dw.catalog.ProductAvailabilityModel', {
    constants: {
        AVAILABILITY_STATUS_IN_STOCK: 'IN_STOCK', AVAILABILITY_STATUS_BACKORDER: 'BACKORDER',
        AVAILABILITY_STATUS_PREORDER: 'PREORDER', AVAILABILITY_STATUS_NOT_AVAILABLE: 'NOT_AVAILABLE'
    },
    statics: {
        of: function (product, id) {
            const made = Object.create(Model.prototype);
            Object.defineProperty(made, LIST, { value: { product: product, id: id } });
            return made;
        }
    },
    properties: {
        orderable: { get: function (self) { return has(self, 1); }, flag: true },
        inStock: { get: function (self) { return self.isInStock(1); }, flag: true },
        availability: {
            get: function (self) {
                const found = stock(self);
                return found.ats === null || found.ats > 0 ? 1 : 0;
            }
        },
        SKUCoverage: { get: function (self) { return has(self, 1) ? 1 : 0; } },
        timeToOutOfStock: { get: function () { return 0; } },
        availabilityStatus: {
            get: function (self) {
                const found = stock(self);
                if (!has(self, 1)) {
                    return 'NOT_AVAILABLE';
                }
                const onlyToCome = found.record !== null && found.record.handling !== 'none' && level(found) <= 0;
                return onlyToCome ? found.record.handling.toUpperCase() : 'IN_STOCK';
            }
        },
        inventoryRecord: {
            get: function (self) {
                const found = stock(self);
                return found.record === null ? null : runtime.classOf('dw.catalog.ProductInventoryRecord').of(found);
            }
        }
    },
    methods: {
        isOrderable: function (quantity) { return has(this, quantityOf(quantity)); },
        isInStock: function (quantity) {
            const found = stock(this);
            return found.sellable && (found.ats === null || level(found) >= quantityOf(quantity) && level(found) > 0);
        },
        getAvailabilityLevels: function (quantity) {
            return runtime.classOf('dw.catalog.ProductAvailabilityLevels').of(stock(this), quantityOf(quantity), level(stock(this)));
        }
    }
});

module.exports = Model;
