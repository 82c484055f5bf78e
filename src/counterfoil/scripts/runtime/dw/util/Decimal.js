'use strict';

const decimals = runtime.classOf('dw.internal.decimals');

function result(value) {
    return decimals.keep(Object.create(Decimal.prototype), value);
}

function combined(work) {
    return function (other) { return result(work(this.exact_, decimals.of(other))); };
}

const Decimal = runtime.define('dw.util.Decimal', {
    construct: function (value) {
        decimals.keep(this, decimals.of(value === undefined ? 0 : value));
    },
    methods: {
        abs: function () { return this.exact_.units < 0n ? this.negate() : this; },
        add: combined(decimals.add),
        subtract: combined(decimals.subtract),
        sub: combined(decimals.subtract),
        multiply: combined(decimals.multiply),
        divide: combined(decimals.divide),
        addPercent: combined(decimals.addPercent),
        subtractPercent: combined(decimals.subtractPercent),
        negate: function () { return result({ units: -this.exact_.units, scale: this.exact_.scale }); },
        round: function (digits) { return result(decimals.round(this.exact_, Number(digits))); },
        equals: function (other) {
            return other instanceof Decimal && decimals.compare(this.exact_, other.exact_) === 0;
        },
        hashCode: function () { return decimals.hash(this.exact_); },
        get: function () { return decimals.number(this.exact_); },
        valueOf: function () { return this.get(); },
        toString: function () { return decimals.text(this.exact_); },
        plain: function () { return this.get(); }
    },
    statics: {
        exactly: result
    }
});

module.exports = Decimal;
