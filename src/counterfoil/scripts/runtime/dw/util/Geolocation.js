'use strict';

const NAMES = ['countryCode', 'countryName', 'regionCode', 'regionName', 'metroCode', 'city', 'postalCode', 'latitude',
    'longitude'];

const properties = {
    available: { get: function (self) { return self.place_.countryCode !== null; }, flag: true }
};
NAMES.forEach(function (name) {
    properties[name] = { get: function (self) { return self.place_[name]; } };
});

module.exports = runtime.define('dw.util.Geolocation', {
    construct: function () {
        const place = {};
        NAMES.forEach(function (name, at) { place[name] = this[at] === undefined ? null : this[at]; }, arguments);
        Object.defineProperty(this, 'place_', { value: place });
    },
    properties: properties
});
