'use strict';

const NAMES = { address1: 'address1', address2: 'address2', city: 'city', countryCode: 'country_code', postBox: 'post_box',
    postalCode: 'postal_code', stateCode: 'state_code', suite: 'suite' };

function property(name) {
    return {
        get: function (self) { return self.place_[name] === undefined ? null : self.place_[name]; },
        set: function (self, value) { self.place_[name] = value === null ? undefined : String(value); }
    };
}

function properties() {
    const found = {};
    for (const name of Object.keys(NAMES)) {
        found[name] = property(NAMES[name]);
    }
    return found;
}

module.exports = runtime.define('dw.order.ShippingLocation', {
    construct: function (address) {
        const place = {};
        for (const name of address === undefined || address === null ? [] : Object.keys(NAMES)) {
            const value = address[name];
            if (value !== null && value !== undefined) {
                place[NAMES[name]] = String(typeof value === 'object' ? value.value : value);
            }
        }
        Object.defineProperty(this, 'place_', { value: place });
    },
    properties: properties(),
    methods: {
        plain: function () { return this.place_; }
    }
});
