'use strict';

const Definition = runtime.define('dw.object.ObjectAttributeValueDefinition', {
    statics: {
        of: function (value, display) {
            const made = Object.create(Definition.prototype);
            Object.defineProperties(made, {
                value_: { value: value },
                display_: { value: display === undefined ? String(value) : display }
            });
            return made;
        }
    },
    properties: {
        value: { get: function (self) { return self.value_; } },
        displayValue: { get: function (self) { return self.display_; } }
    }
});

module.exports = Definition;
