'use strict';

const CHANNELS = runtime.classOf('dw.order.LineItemCtnr').channels_;

function channel(self, type) {
    const number = Number(type !== null && typeof type === 'object' ? type.value : type);
    const name = Object.keys(CHANNELS).find(function (one) { return CHANNELS[one] === number; });
    if (name === undefined) {
        throw runtime.error('IllegalArgumentException', type + ' is no channel (' + runtime.here() + ')');
    }
    runtime.write(self, 'channel_type', name);
}

function hold(self, minutes) {
    const Status = runtime.classOf('dw.system.Status');
    const root = runtime.rootOf(self);
    if (root.revision !== undefined) {
        throw runtime.error('IllegalStateException', 'stock is held for the basket of the request alone ('
            + runtime.here() + ')');
    }
    runtime.touch(root);
    runtime.ask('reserve_inventory', minutes);
    return new Status(Status.OK);
}

module.exports = runtime.define('dw.order.Basket', {
    extends: 'dw.order.LineItemCtnr',
    properties: {
        agentBasket: runtime.flag('agent_basket'),
        temporary: runtime.flag('temporary'),
        inventoryReservationExpiry: runtime.date('inventory_reservation_expiry'),
        orderBeingEdited: { get: function () { return null; } },
        orderNoBeingEdited: { get: function () { return null; } }
    },
    methods: {
        setChannelType: function (type) { channel(this, type); },
        setBusinessType: function (type) {
            const number = Number(type !== null && typeof type === 'object' ? type.value : type);
            if (number !== 1 && number !== 2) {
                throw runtime.error('IllegalArgumentException', type + ' is no type of business (' + runtime.here() + ')');
            }
            runtime.write(this, 'business_type', number === 2 ? 'b2b' : null);
        },
        /* It links the basket with nobody, and no order has it. */
        setCustomerNo: function (number) {
            runtime.write(this, 'given_customer_no', number === null || number === undefined ? null : String(number));
        },
        startCheckout: function () {},
        /* To that of the session; amounts in the other currency are calculated anew. */
        updateCurrency: function () {
            const currency = runtime.callObject('dw.system.Session').currency.currencyCode;
            runtime.write(this, 'currency', currency);
        },
        /* Stock is held when the request stores the basket; what is short is refused then. */
        reserveInventory: function (minutes) { return hold(this, minutes === undefined ? 10 : Number(minutes)); },
        releaseInventory: function () { return hold(this, 0); }
    }
});
