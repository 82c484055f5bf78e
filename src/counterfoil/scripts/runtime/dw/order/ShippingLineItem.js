'use strict';

const adjusted = runtime.classOf('dw.order.adjusted');

const STANDARD = 'STANDARD_SHIPPING';

module.exports = runtime.define('dw.order.ShippingLineItem', {
    extends: 'dw.order.LineItem',
    constants: { STANDARD_SHIPPING_ID: STANDARD },
    properties: Object.assign({}, adjusted.properties, {
        ID: {
            get: function (self) {
                const own = runtime.node(self).shipping_id;
                return own === undefined ? STANDARD : own;
            }
        },
        shippingPriceAdjustments: { get: function (self) { return runtime.collection(adjusted.adjustmentsOf(self)); } },
        priceAdjustments: { get: function (self) { return runtime.collection(adjusted.adjustmentsOf(self)); } }
    }),
    methods: {
        createShippingPriceAdjustment: adjusted.methods.create,
        removeShippingPriceAdjustment: adjusted.methods.remove,
        priceWithAdjustments_: function () { return this.adjustedPrice.valueOrNull; },
        priceChanged_: function () { adjusted.follow(this); }
    }
});
