'use strict';

const ADDRESS = { address1: 'address1', address2: 'address2', city: 'city', companyName: 'company_name',
    countryCode: 'country_code', postBox: 'post_box', postalCode: 'postal_code', stateCode: 'state_code' };

/* An address as scripts give it: an object with some of the names of an address. */
function plain(address) {
    const given = {};
    for (const name of Object.keys(ADDRESS)) {
        const value = address[name];
        if (value !== undefined && value !== null) {
            given[ADDRESS[name]] = String(value !== null && typeof value === 'object' ? value.value : value);
        }
    }
    return given;
}

function asked(self, more) {
    const root = runtime.rootOf(self.shipment_);
    return Object.assign({ kind: root.kind, document: root.document, shipment_id: self.shipment_.ID }, more);
}

function applicable(self, address) {
    const given = address === undefined || address === null ? null : plain(address);
    const ids = runtime.ask('shipment_methods', asked(self, { address: given }));
    return function (one) { return ids.includes(one.ID); };
}

function chosen(self, address, wanted) {
    const fits = applicable(self, address);
    const all = runtime.classOf('dw.order.ShippingMgr').methods();
    return runtime.collection(all.filter(function (one) { return one.online && fits(one) === wanted; }));
}

const Model = runtime.define('dw.order.ShipmentShippingModel', {
    properties: {
        applicableShippingMethods: { get: function (self) { return chosen(self, null, true); } },
        inapplicableShippingMethods: { get: function (self) { return chosen(self, null, false); } }
    },
    statics: {
        of: function (shipment) {
            const model = Object.create(Model.prototype);
            Object.defineProperty(model, 'shipment_', { value: shipment });
            return model;
        }
    },
    methods: {
        getApplicableShippingMethods: function (address) { return chosen(this, address, true); },
        getInapplicableShippingMethods: function (address) { return chosen(this, address, false); },
        getShippingCost: function (method) {
            const cost = runtime.ask('shipment_cost', asked(this, { method_id: method.ID }));
            const money = runtime.moneyOf(cost, runtime.rootOf(this.shipment_));
            return runtime.classOf('dw.order.ShipmentShippingCost').of(money);
        }
    }
});

module.exports = Model;
