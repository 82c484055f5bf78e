'use strict';

const MapEntry = runtime.define('dw.util.MapEntry', {
    statics: {
        of: function (key, value) {
            const made = Object.create(MapEntry.prototype);
            Object.defineProperty(made, 'pair_', { value: [key, value] });
            return made;
        }
    },
    properties: {
        key: { get: function (self) { return self.pair_[0]; } },
        value: { get: function (self) { return self.pair_[1]; } }
    }
});

module.exports = MapEntry;
