'use strict';

const decimals = runtime.classOf('dw.internal.decimals');

function result(exact, unit) {
    return kept(Object.create(Quantity.prototype), exact, unit);
}

function kept(quantity, exact, unit) {
    decimals.keep(quantity, exact);
    Object.defineProperty(quantity, 'unit_', { value: unit });
    return quantity;
}

function ofSameUnit(one, other) {
    if (one.unit_ !== other.unit_) {
        throw runtime.error(
            'IllegalArgumentException',
            'quantities in \'' + one.unit_ + '\' and \'' + other.unit_ + '\' cannot be put together'
        );
    }
    return other.exact_;
}

function combined(work) {
    return function (other) {
        return this.available && other.available ? result(work(this.exact_, ofSameUnit(this, other)), this.unit_) : result(null, this.unit_);
    };
}

function changed(work) {
    return function (factor) {
        return this.available ? result(work(this.exact_, decimals.of(factor)), this.unit_) : this;
    };
}

const Quantity = runtime.define('dw.value.Quantity', {
    construct: function (value, unit) {
        const none = value === null || value === undefined;
        kept(this, none ? null : decimals.of(value), unit === null || unit === undefined ? '' : String(unit));
    },
    properties: {
        available: { get: function (self) { return self.exact_ !== null; }, flag: true },
        value: { get: function (self) { return self.exact_ === null ? 0 : decimals.number(self.exact_); } },
        decimalValue: {
            get: function (self) {
                return self.exact_ === null ? null : runtime.classOf('dw.util.Decimal').exactly(self.exact_);
            }
        },
        unit: { get: function (self) { return self.unit_; } }
    },
    methods: {
        add: combined(decimals.add),
        subtract: combined(decimals.subtract),
        multiply: changed(decimals.multiply),
        divide: changed(decimals.divide),
        round: function (digits) {
            return this.available ? result(decimals.round(this.exact_, Number(digits)), this.unit_) : this;
        },
        newQuantity: function (value) { return new Quantity(value, this.unit_); },
        isOfSameUnit: function (other) { return other !== null && other !== undefined && this.unit_ === other.unit; },
        compareTo: function (other) {
            ofSameUnit(this, other);
            return decimals.compare(this.exact_ || decimals.of(0), other.exact_ || decimals.of(0));
        },
        equals: function (other) {
            return other instanceof Quantity && other.unit_ === this.unit_ && other.available === this.available
                && (!this.available || decimals.compare(this.exact_, other.exact_) === 0);
        },
        hashCode: function () { return this.available ? decimals.hash(this.exact_) : 0; },
        valueOf: function () { return this.value; },
        toString: function () {
            const number = this.available ? decimals.text(this.exact_) : 'N/A';
            return this.unit_ === '' ? number : number + ' ' + this.unit_;
        },
        plain: function () { return this.available ? this.value : null; }
    }
});

module.exports = Quantity;
