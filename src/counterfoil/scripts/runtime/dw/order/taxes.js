/*
 * Several taxes of a line: each by its id, with its rate and its amount. The line's own tax and rate are their sums.
 */
'use strict';

const amounts = runtime.classOf('dw.order.amounts');
const parts = runtime.classOf('dw.order.parts');

const MOST = 10;

function asSet(self) {
    const LineItemTax = runtime.classOf('dw.order.LineItemTax');
    return (runtime.node(self).taxes || []).map(function (one) {
        return new LineItemTax(one.tax_id, one.tax_rate, one.fixed ? parts.money(self, one.tax_value) : null);
    });
}

function sumOf(taxes, name) {
    return amounts.sum(taxes.map(function (one) { return one[name]; }));
}

/* As they were set, while they still are what the line is taxed with; amounts that come of a rate are not told. */
function taxesOf(self) {
    const node = runtime.node(self);
    const there = node.taxes !== undefined && sumOf(node.taxes, 'tax_value') === node.tax;
    return runtime.collection(there ? asSet(self) : []);
}

/* Amounts that are given stand; the others come of the rates, and add up to what their sum would come to. */
function worked(self, given, basis) {
    const digits = parts.digits(self);
    const open = given.filter(function (one) { return !one.fixed; });
    const rate = sumOf(open, 'tax_rate');
    let left = amounts.taxOf(basis, rate, parts.isGross(self), digits);
    const whole = left;
    open.forEach(function (one, at) {
        const share = rate === 0 ? 0 : amounts.rounded(whole * one.tax_rate / rate, digits);
        one.tax_value = at === open.length - 1 ? left : share;
        left = amounts.minus(left, one.tax_value);
    });
    return given;
}

function setTaxes(self, items, basis) {
    const taxes = Array.from(parts.required(items, 'the taxes'));
    if (runtime.rootOf(self).kind !== 'basket' || taxes.length > MOST) {
        throw runtime.error('IllegalArgumentException', 'a line of a basket has up to ' + MOST + ' taxes ('
            + runtime.here() + ')');
    }
    const known = taxes.map(function (one) {
        const amount = parts.given(one.taxValue);
        return {
            tax_id: one.taxId, tax_rate: one.taxRate, fixed: amount !== null,
            tax_value: amount === null ? 0 : amounts.rounded(amount, parts.digits(self))
        };
    });
    return basis === null ? null : worked(self, known, basis);
}

module.exports = Object.freeze({ asSet: asSet, taxesOf: taxesOf, setTaxes: setTaxes, sumOf: sumOf });
