'use strict';

function whole(value) {
    if (value instanceof BigInteger) {
        return value.whole_;
    }
    if (typeof value === 'number') {
        return BigInt(Math.trunc(value));
    }
    const text = String(value).trim();
    if (!/^[+-]?\d+$/.test(text)) {
        throw runtime.error('NumberFormatException', '\'' + value + '\' is no whole number');
    }
    return BigInt(text.replace(/^\+/, ''));
}

function combined(work) {
    return function (other) { return new BigInteger(work(this.whole_, whole(other))); };
}

const BigInteger = runtime.define('dw.util.BigInteger', {
    construct: function (value) {
        Object.defineProperty(this, 'whole_', { value: value === undefined ? 0n : whole(value) });
    },
    methods: {
        abs: function () { return this.whole_ < 0n ? this.negate() : this; },
        add: combined(function (one, other) { return one + other; }),
        subtract: combined(function (one, other) { return one - other; }),
        multiply: combined(function (one, other) { return one * other; }),
        divide: combined(function (one, other) {
            if (other === 0n) {
                throw runtime.error('ArithmeticException', 'division by zero');
            }
            return one / other;
        }),
        negate: function () { return new BigInteger(-this.whole_); },
        equals: function (other) { return other instanceof BigInteger && other.whole_ === this.whole_; },
        hashCode: function () { return Number(BigInt.asIntN(32, this.whole_)); },
        get: function () { return Number(this.whole_); },
        valueOf: function () { return Number(this.whole_); },
        toString: function () { return String(this.whole_); },
        plain: function () { return Number(this.whole_); }
    }
});

module.exports = BigInteger;
