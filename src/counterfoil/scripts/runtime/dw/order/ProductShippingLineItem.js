'use strict';

const adjusted = runtime.classOf('dw.order.adjusted');
const parts = runtime.classOf('dw.order.parts');

/* The line of the product whose shipping costs something of its own. */
function lineOf(self) {
    const id = runtime.node(self).item_id;
    return parts.first(parts.container(self).productLineItems, function (one) {
        return runtime.node(one).shipping_item_id === id;
    });
}

module.exports = runtime.define('dw.order.ProductShippingLineItem', {
    extends: 'dw.order.LineItem',
    constants: { PRODUCT_SHIPPING_ID: 'PRODUCT_SHIPPING' },
    properties: Object.assign({}, adjusted.properties, {
        priceAdjustments: { get: function (self) { return runtime.collection(adjusted.adjustmentsOf(self)); } },
        productLineItem: { get: lineOf },
        surcharge: runtime.flag('surcharge', true),
        quantity: { get: function (self) { return lineOf(self) === null ? null : lineOf(self).quantity; } },
        shipment: { get: function (self) { return lineOf(self) === null ? null : lineOf(self).shipment; } }
    }),
    methods: {
        quantityOfPrice_: function () { return lineOf(this) === null ? 1 : lineOf(this).quantityValue; },
        priceWithAdjustments_: function () { return this.adjustedPrice.valueOrNull; },
        priceChanged_: function () { adjusted.follow(this); }
    }
});
