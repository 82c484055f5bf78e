'use strict';

const Cost = runtime.define('dw.order.ShipmentShippingCost', {
    properties: {
        amount: { get: function (self) { return self.amount_; } }
    },
    statics: {
        of: function (amount) {
            const cost = Object.create(Cost.prototype);
            Object.defineProperty(cost, 'amount_', { value: amount });
            return cost;
        }
    }
});

module.exports = Cost;
