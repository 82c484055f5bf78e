'use strict';

/* The quantities from which on a unit costs less. */
const ProductPriceTable = runtime.define('dw.catalog.ProductPriceTable', {
    statics: {
        of: function (model, steps, find) {
            const made = Object.create(ProductPriceTable.prototype);
            Object.defineProperties(made, { model_: { value: model }, steps_: { value: steps }, find_: { value: find } });
            return made;
        }
    },
    properties: {
        quantities: {
            get: function (self) {
                const Quantity = runtime.classOf('dw.value.Quantity');
                return runtime.collection(self.steps_.map(function (step) { return new Quantity(step, ''); }));
            }
        }
    },
    methods: {
        getPrice: function (quantity) { return this.model_.getPrice(quantity); },
        getPercentage: function (quantity) { return this.find_(quantity).percentage || 0; },
        getPriceBook: function (quantity) {
            const id = this.find_(quantity).book;
            return id === null ? null : runtime.classOf('dw.catalog.PriceBookMgr').getPriceBook(id);
        },
        getNextQuantity: function (quantity) {
            const next = this.steps_.find(function (step) { return step > quantity.value; });
            return next === undefined ? null : new (runtime.classOf('dw.value.Quantity'))(next, '');
        }
    }
});

module.exports = ProductPriceTable;
