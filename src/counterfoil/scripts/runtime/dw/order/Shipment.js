'use strict';

const found = runtime.classOf('dw.order.found');
const parts = runtime.classOf('dw.order.parts');
const totals = runtime.classOf('dw.order.totals');

const STATUSES = { not_shipped: 0, shipped: 2 };

function within(list) {
    return function (self) { return found.inShipment(list(self), self); };
}

function collected(list) {
    return { get: function (self) { return runtime.collection(list(self)); } };
}

const lines = within(found.priced);
const shipping = within(found.shipping);

function products(self) {
    return found.inShipment(found.allProducts(self), self);
}

function standard(self) {
    return shipping(self).find(function (one) { return one.constructor.className === 'dw.order.ShippingLineItem'; }) || null;
}

/* A shipping method is shown by its ID and texts, which the server's rules fill in when they calculate. */
function setMethod(self, method) {
    if (method === null || method === undefined) {
        runtime.write(self, 'shipping_method', null);
    } else if (self.shippingMethodID !== method.ID) {
        runtime.write(self, 'shipping_method', { id: method.ID, name: method.displayName, description: method.description });
    }
}

const properties = {
    ID: runtime.text('shipment_id'),
    UUID: runtime.text('shipment_id'),
    shipmentNo: runtime.text('shipment_no'),
    default: {
        get: function (self) { return parts.container(self).defaultShipment === self; },
        flag: true
    },
    gift: runtime.flag('gift', true),
    giftMessage: runtime.text('gift_message', true),
    trackingNumber: runtime.text('tracking_number', true),
    shippingStatus: runtime.enumeration('shipping_status', STATUSES, true),
    shippingAddress: runtime.part('shipping_address', 'dw.order.OrderAddress'),
    shippingMethod: {
        get: function (self) {
            const id = self.shippingMethodID;
            return id === null ? null : runtime.classOf('dw.order.ShippingMgr').methodOf(id);
        },
        set: setMethod
    },
    shippingMethodID: {
        get: function (self) {
            const method = runtime.node(self).shipping_method;
            return method === undefined || method.id === undefined ? null : method.id;
        }
    },
    productLineItems: collected(products),
    giftCertificateLineItems: collected(within(found.certificates)),
    shippingLineItems: collected(function (self) {
        return shipping(self).filter(function (one) { return one.constructor.className === 'dw.order.ShippingLineItem'; });
    }),
    standardShippingLineItem: { get: standard },
    shippingPriceAdjustments: collected(function (self) { return found.adjustmentsOf(shipping(self)); }),
    merchandizeTotalPriceAdjustments: collected(function (self) { return found.adjustmentsOf(lines(self)); }),
    allLineItems: collected(within(found.allLines)),
    proratedMerchandizeTotalPrice: parts.amount(function (self) { return totals.of(lines(self), 'proratedPrice'); })
};

module.exports = runtime.define('dw.order.Shipment', {
    extends: 'dw.object.ExtensibleObject',
    constants: {
        SHIPMENT_NOTSHIPPED: 0, SHIPMENT_SHIPPED: 2, SHIPPING_STATUS_NOTSHIPPED: 0, SHIPPING_STATUS_SHIPPED: 2
    },
    properties: Object.assign(properties, totals.common(lines, shipping, within(found.certificates), 'shipment_total')),
    methods: {
        getAdjustedMerchandizeTotalPrice: function (withOrder) {
            return withOrder ? this.proratedMerchandizeTotalPrice : this.adjustedMerchandizeTotalPrice;
        },
        createShippingAddress: function () {
            if (this.shippingAddress === null) {
                runtime.write(this, 'shipping_address', {});
            }
            return this.shippingAddress;
        },
        createShippingLineItem: function (id) {
            const node = {
                item_id: parts.newId(), item_text: 'Shipping', shipment_id: this.ID
            };
            if (id !== undefined && id !== 'STANDARD_SHIPPING') {
                node.shipping_id = String(id);
            }
            parts.add(this, parts.whole(this), 'shipping_items', node);
            return parts.wrapped(this, 'dw.order.ShippingLineItem', node, parts.container(this));
        },
        getShippingLineItem: function (id) {
            return parts.first(this.shippingLineItems, function (one) { return one.ID === id; });
        },
        removeShippingLineItem: function (line) { parts.remove(this, parts.whole(this), 'shipping_items', line); },
        createShippingPriceAdjustment: function (promotionID) {
            const line = standard(this) || this.createShippingLineItem();
            return line.createShippingPriceAdjustment(promotionID);
        },
        removeShippingPriceAdjustment: function (one) { standard(this).removeShippingPriceAdjustment(one); },
        getShippingPriceAdjustmentByPromotionID: function (id) {
            return parts.first(this.shippingPriceAdjustments, function (one) { return one.promotionID === id; });
        }
    }
});
