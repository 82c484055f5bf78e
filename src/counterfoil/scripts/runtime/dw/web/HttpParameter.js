'use strict';

/* The value of one parameter, null where it was not sent; an empty one has no value either. */
function textOf(self) {
    return self.raw_ === null || self.raw_ === '' ? null : self.raw_.trim();
}

function converted(read, none) {
    return function (fallback) {
        const text = textOf(this);
        const value = text === null ? null : read(text);
        return value === null || value === undefined ? (fallback === undefined ? none : fallback) : value;
    };
}

function number(text) {
    const value = Number(text);
    return Number.isFinite(value) ? value : null;
}

const getters = {
    stringValue: converted(function (text) { return text; }, null),
    booleanValue: converted(function (text) { return text.toLowerCase() === 'true'; }, false),
    intValue: converted(function (text) {
        const value = number(text);
        return value === null ? null : Math.trunc(value);
    }, null),
    doubleValue: converted(number, null),
    dateValue: converted(function (text) {
        const date = new Date(text);
        return Number.isNaN(date.getTime()) ? null : date;
    }, null)
};

function listed(self) {
    return runtime.collection(self.raw_ === null ? [] : [self.raw_]);
}

const properties = {
    value: { get: textOf },
    rawValue: { get: function (self) { return self.raw_; } },
    rawValues: { get: listed },
    values: { get: listed },
    stringValues: { get: listed },
    empty: { get: function (self) { return textOf(self) === null; }, flag: true },
    submitted: { get: function (self) { return self.raw_ !== null; }, flag: true }
};
const methods = {
    containsStringValue: function (value) { return this.raw_ === String(value); },
    isChecked: function (value) { return this.raw_ === String(value); },
    toString: function () { return this.raw_ === null ? '' : this.raw_; },
    valueOf: function () { return textOf(this); },
    plain: function () { return this.raw_; }
};
for (const name of Object.keys(getters)) {
    properties[name] = { get: function (self) { return getters[name].call(self); } };
    methods['get' + name.charAt(0).toUpperCase() + name.slice(1)] = getters[name];
}

const HttpParameter = runtime.define('dw.web.HttpParameter', {
    statics: {
        of: function (raw) {
            const made = Object.create(HttpParameter.prototype);
            Object.defineProperty(made, 'raw_', { value: raw === null ? null : String(raw) });
            return made;
        }
    },
    properties: properties,
    methods: methods
});

module.exports = HttpParameter;
