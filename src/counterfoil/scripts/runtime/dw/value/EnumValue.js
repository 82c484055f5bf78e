'use strict';

const EnumValue = runtime.define('dw.value.EnumValue', {
    properties: {
        value: { get: function (self) { return self.value_; } },
        displayValue: { get: function (self) { return self.display_; } }
    },
    statics: {
        of: function (value, display) {
            const made = Object.create(EnumValue.prototype);
            Object.defineProperty(made, 'value_', { value: value });
            Object.defineProperty(made, 'display_', { value: display });
            return made;
        }
    },
    methods: {
        valueOf: function () { return this.value_; },
        toString: function () { return this.value_ === null ? '' : String(this.value_); },
        equals: function (other) {
            return other instanceof EnumValue ? other.value_ === this.value_ : other === this.value_;
        },
        plain: function () { return this.value_; }
    }
});

module.exports = EnumValue;
