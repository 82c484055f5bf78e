'use strict';

const Cost = runtime.define('dw.order.ProductShippingCost', {
    properties: {
        amount: { get: function (self) { return self.amount_; } },
        fixedPrice: { get: function (self) { return self.fixed_; }, flag: true },
        surcharge: { get: function (self) { return !self.fixed_; }, flag: true }
    },
    statics: {
        of: function (amount, fixed) {
            const cost = Object.create(Cost.prototype);
            Object.defineProperty(cost, 'amount_', { value: amount });
            Object.defineProperty(cost, 'fixed_', { value: fixed });
            return cost;
        }
    }
});

module.exports = Cost;
