'use strict';

/* The site's shipping methods, asked for once in a call. */
function methods() {
    runtime.call.shipping = runtime.call.shipping || made(runtime.ask('shipping_methods'));
    return runtime.call.shipping;
}

function made(data) {
    const root = runtime.root('shipping method', {}, { writable: false });
    return data.map(function (one) { return runtime.wrap('dw.order.ShippingMethod', one, root); });
}

function methodOf(id) {
    return methods().find(function (one) { return one.ID === id; }) || null;
}

function applyShippingCost(container) {
    const root = runtime.rootOf(container);
    runtime.touch(root);
    const answer = runtime.ask('apply_shipping_cost', { kind: root.kind, document: root.document });
    runtime.merge(root.document, answer.document);
}

module.exports = runtime.define('dw.order.ShippingMgr', {
    statics: {
        methodOf: methodOf,
        methods: methods,
        applyShippingCost: applyShippingCost,
        applyShipping: applyShippingCost,
        getShipmentShippingModel: function (shipment) {
            return runtime.classOf('dw.order.ShipmentShippingModel').of(shipment);
        },
        getProductShippingModel: function (product) {
            return runtime.classOf('dw.order.ProductShippingModel').of(product);
        },
        getShippingCost: function (method, orderValue) {
            const Money = runtime.classOf('dw.value.Money');
            const cost = runtime.ask('shipping_cost', { method_id: method.ID, value: orderValue.value });
            return cost === null ? Money.NOT_AVAILABLE : new Money(cost, method.currencyCode);
        }
    },
    staticProperties: {
        allShippingMethods: {
            get: function () { return runtime.collection(methods().filter(function (one) { return one.online; })); }
        },
        defaultShippingMethod: {
            get: function () {
                return methods().find(function (one) { return one.defaultMethod && one.online; }) || null;
            }
        }
    }
});
