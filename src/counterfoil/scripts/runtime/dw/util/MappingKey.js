'use strict';

module.exports = runtime.define('dw.util.MappingKey', {
    construct: function () {
        Object.defineProperty(this, 'parts_', { value: Array.prototype.map.call(arguments, String) });
    },
    properties: {
        keyComponents: { get: function (self) { return self.parts_.slice(); } },
        singleComponentKey: { get: function (self) { return self.parts_.length === 1 ? self.parts_[0] : null; } }
    }
});
