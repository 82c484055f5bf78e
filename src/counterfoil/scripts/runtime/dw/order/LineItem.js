'use strict';

const amounts = runtime.classOf('dw.order.amounts');
const parts = runtime.classOf('dw.order.parts');
const taxes = runtime.classOf('dw.order.taxes');

/* What a line costs without tax, or with it: its price is the one of the two that the site's taxation works with. */
function net(self, price, tax) {
    return parts.isGross(self) ? amounts.minus(price, tax) : price;
}

function gross(self, price, tax) {
    return parts.isGross(self) ? price : amounts.sum([price, tax]);
}

function nothing(value) {
    return value === undefined ? null : value;
}

/* Fix the price of a unit, and with it what the line costs; tax of another price is known no more. */
function setUnitPrice(self, value) {
    const node = runtime.node(self);
    const each = parts.given(value);
    const price = each === null ? null : amounts.product(each, self.quantityOfPrice_(), parts.digits(self));
    if (nothing(node.base_price) === each && nothing(node.price) === price) {
        return;
    }
    runtime.write(self, 'base_price', each);
    runtime.write(self, 'price', price);
    self.priceChanged_();
}

function setTax(self, tax, rate, basis) {
    runtime.write(self, 'tax', tax);
    runtime.write(self, 'adjusted_tax', basis === null ? null : self.adjustedTaxOf_(tax, rate, basis));
    runtime.write(self, 'tax_rate', rate);
    runtime.write(self, 'tax_basis', basis);
}

/* The site's way to tax: by the price after a line's own adjustments, or after those of the order too. */
function standardBasis(self) {
    return runtime.taxTerms().after_order_discounts ? self.lastPrice_() : self.priceWithAdjustments_();
}

runtime.taxTerms = runtime.taxTerms || function () {
    runtime.call.taxTerms = runtime.call.taxTerms || runtime.ask('tax_terms');
    return runtime.call.taxTerms;
};

/* A line has either one tax or several, which come to one. */
function setTaxes(self, items) {
    const basis = standardBasis(self);
    const set = taxes.setTaxes(self, items, basis);
    if (set === null || set.length === 0) {
        runtime.write(self, 'taxes', null);
        setTax(self, null, null, null);
        return;
    }
    const whole = taxes.sumOf(set, 'tax_value');
    runtime.write(self, 'taxes', set);
    runtime.write(self, 'tax', whole);
    runtime.write(self, 'adjusted_tax', whole);
    runtime.write(self, 'tax_rate', taxes.sumOf(set, 'tax_rate'));
    runtime.write(self, 'tax_basis', basis);
}

function updateTax(rate, basis) {
    runtime.write(this, 'taxes', null);
    const known = arguments.length > 1 ? parts.given(basis) : standardBasis(this);
    const fraction = parts.given(rate);
    if (fraction === null || known === null) {
        setTax(this, null, fraction, null);
        return;
    }
    const price = nothing(runtime.node(this).price);
    const gives = parts.isGross(this);
    setTax(this, price === null ? null : amounts.taxOf(price, fraction, gives, parts.digits(this)), fraction, known);
}

module.exports = runtime.define('dw.order.LineItem', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        UUID: runtime.text('item_id'),
        basePrice: runtime.money('base_price'),
        price: runtime.money('price'),
        priceValue: {
            get: function (self) { return nothing(runtime.node(self).base_price); },
            set: function (self, value) { setUnitPrice(self, value); }
        },
        netPrice: parts.amount(function (self) { return net(self, self.price.valueOrNull, self.tax.valueOrNull); }),
        grossPrice: parts.amount(function (self) { return gross(self, self.price.valueOrNull, self.tax.valueOrNull); }),
        tax: Object.assign(runtime.money('tax'), {
            set: function (self, value) { self.updateTaxAmount(value); }
        }),
        taxBasis: runtime.money('tax_basis'),
        taxes: { get: taxes.taxesOf, set: setTaxes },
        taxClassID: runtime.text('tax_class_id', true),
        taxRate: runtime.number('tax_rate', true),
        lineItemText: runtime.text('item_text', true),
        lineItemCtnr: { get: function (self) { return parts.container(self); } }
    },
    methods: {
        updatePrice: function (price) { setUnitPrice(this, price); },
        updateTax: updateTax,
        /* The amount is somebody else's result; the rate stays as it is, as the platform leaves it. */
        updateTaxAmount: function (tax) {
            const amount = parts.given(tax);
            runtime.write(this, 'taxes', null);
            runtime.write(this, 'tax', amount);
            runtime.write(this, 'adjusted_tax', amount);
            runtime.write(this, 'tax_basis', amount === null ? null : standardBasis(this));
        },

        /* What kinds of lines do otherwise. */
        quantityOfPrice_: function () { return 1; },
        priceWithAdjustments_: function () { return nothing(runtime.node(this).price); },
        lastPrice_: function () { return this.priceWithAdjustments_(); },
        adjustedTaxOf_: function (tax, rate, basis) {
            return rate === null ? null : amounts.taxOf(basis, rate, parts.isGross(this), parts.digits(this));
        },
        priceChanged_: function () { setTax(this, null, nothing(runtime.node(this).tax_rate), null); },
        /* The taxes that others have set, worked out anew: amounts stay, rates are taken of what the line costs now. */
        updateSetTax_: function () {
            const set = taxes.asSet(this);
            if (set.length > 0) {
                setTaxes(this, set);
            } else if (this.taxRate !== null) {
                this.updateTax(this.taxRate);
            }
        },
        netOf_: function (price, tax) { return net(this, price, tax); },
        grossOf_: function (price, tax) { return gross(this, price, tax); }
    }
});
