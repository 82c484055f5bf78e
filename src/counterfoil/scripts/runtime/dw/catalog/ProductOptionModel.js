'use strict';

/* The options of a product with what is selected: the default values until a script selects others. */
function value(option, id) {
    const found = runtime.node(option).values.find(function (one) { return one.id === String(id); });
    return runtime.wrap('dw.catalog.ProductOptionValue', found, runtime.rootOf(option), option);
}

function initial(option) {
    const values = runtime.node(option).values;
    const found = values.find(function (one) { return one.default; }) || values[0];
    return runtime.wrap('dw.catalog.ProductOptionValue', found, runtime.rootOf(option), option);
}

const ProductOptionModel = runtime.define('dw.catalog.ProductOptionModel', {
    statics: {
        initial: initial,
        of: function (product) {
            const made = Object.create(ProductOptionModel.prototype);
            Object.defineProperties(made, { product_: { value: product }, selected_: { value: new Map() } });
            return made;
        }
    },
    properties: {
        options: {
            get: function (self) {
                const root = runtime.rootOf(self.product_);
                return runtime.collection(runtime.node(self.product_).options.map(function (node) {
                    return runtime.wrap('dw.catalog.ProductOption', node, root, self);
                }));
            }
        }
    },
    methods: {
        getOption: function (id) {
            return this.options.toArray().find(function (one) { return one.ID === String(id); }) || null;
        },
        getOptionValue: function (option, id) { return value(option, id); },
        getOptionValues: function (option) { return option.optionValues; },
        getSelectedOptionValue: function (option) { return this.selected_.get(option.ID) || initial(option); },
        isSelectedOptionValue: function (option, other) { return this.getSelectedOptionValue(option) === other; },
        setSelectedOptionValue: function (option, chosen) { this.selected_.set(option.ID, chosen); },
        /* With pairs of options and values on top of what is selected. */
        url: function (action) {
            const chosen = new Map(this.options.toArray().map(function (one) {
                return [one.ID, this.getSelectedOptionValue(one).ID];
            }, this));
            const pairs = Array.prototype.slice.call(arguments, 1);
            for (let at = 0; at + 1 < pairs.length; at += 2) {
                const option = typeof pairs[at] === 'string' ? this.getOption(pairs[at]) : pairs[at];
                if (option !== null && chosen.has(option.ID)) {
                    chosen.set(option.ID, typeof pairs[at + 1] === 'object' ? pairs[at + 1].ID : String(pairs[at + 1]));
                }
            }
            const names = this.options.toArray().flatMap(function (one) { return [one.htmlName, chosen.get(one.ID)]; });
            const URLUtils = runtime.classOf('dw.web.URLUtils');
            return URLUtils.abs.apply(URLUtils, [action, 'pid', this.product_.ID].concat(names));
        },
        urlSelectOptionValue: function (action, option, chosen) { return this.url(action, option, chosen).toString(); },
        getPrice: function (chosen) {
            const currency = runtime.callObject('dw.system.Session').currency.currencyCode;
            const prices = runtime.node(chosen).prices;
            const Money = runtime.classOf('dw.value.Money');
            const price = prices[currency];
            return price === undefined && Object.keys(prices).length > 0 ? Money.NOT_AVAILABLE : new Money(price || 0, currency);
        }
    }
});

module.exports = ProductOptionModel;
