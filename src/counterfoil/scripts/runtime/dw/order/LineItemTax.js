'use strict';

const parts = runtime.classOf('dw.order.parts');

/* One of several taxes of a line, by its rate or with its amount: what LineItem.setTaxes takes, and getTaxes gives. */
module.exports = runtime.define('dw.order.LineItemTax', {
    construct: function (taxId, taxRate, taxValue) {
        const rate = parts.given(taxRate);
        Object.defineProperty(this, 'given_', {
            value: {
                id: String(parts.required(taxId, 'the ID of the tax')),
                rate: parts.required(rate, 'the rate of the tax'),
                value: taxValue === undefined ? null : taxValue
            }
        });
    },
    properties: {
        taxId: { get: function (self) { return self.given_.id; } },
        taxRate: { get: function (self) { return self.given_.rate; } },
        taxValue: { get: function (self) { return self.given_.value; } }
    }
});
