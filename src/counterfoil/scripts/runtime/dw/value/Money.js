'use strict';

/* Amounts are kept to ten decimals, so that sums of cents stay sums of cents. */
function exact(number) {
    return Number(Number(number).toFixed(10));
}

function amount(self, other) {
    if (self.currency_ !== other.currencyCode && self.available && other.available) {
        throw runtime.error(
            'IllegalArgumentException',
            'amounts in ' + self.currency_ + ' and ' + other.currencyCode + ' cannot be put together'
        );
    }
    return other.value;
}

function combined(work) {
    return function (other) {
        if (!this.available || !other.available) {
            return Money.NOT_AVAILABLE;
        }
        return new Money(exact(work(this.value_, amount(this, other))), this.currency_);
    };
}

function changed(work) {
    return function (factor) {
        return this.available ? new Money(exact(work(this.value_, Number(factor))), this.currency_) : Money.NOT_AVAILABLE;
    };
}

const Money = runtime.define('dw.value.Money', {
    construct: function (value, currency) {
        Object.defineProperty(this, 'value_', { value: value === null || value === undefined ? null : Number(value) });
        Object.defineProperty(this, 'currency_', { value: currency === undefined ? null : currency });
    },
    properties: {
        available: { get: function (self) { return self.value_ !== null; }, flag: true },
        value: { get: function (self) { return self.value_ === null ? 0 : self.value_; } },
        valueOrNull: { get: function (self) { return self.value_; } },
        currencyCode: { get: function (self) { return self.currency_ === null ? 'N/A' : self.currency_; } },
        decimalValue: { get: function (self) { return new (runtime.classOf('dw.util.Decimal'))(self.value_); } }
    },
    statics: {
        prorate: function (dist) {
            const amounts = Array.prototype.slice.call(arguments, 1);
            return runtime.ask('prorate', { amount: dist.value, currency: dist.currencyCode, over: amounts.map(Number) })
                .map(function (one) { return new Money(one, dist.currencyCode); });
        }
    },
    staticProperties: {
        NOT_AVAILABLE: { get: function () { return notAvailable(); } }
    },
    methods: {
        add: combined(function (one, other) { return one + other; }),
        subtract: combined(function (one, other) { return one - other; }),
        multiply: changed(function (one, factor) { return one * factor; }),
        divide: changed(function (one, factor) { return one / factor; }),
        addPercent: changed(function (one, percent) { return one + one * percent / 100; }),
        subtractPercent: changed(function (one, percent) { return one - one * percent / 100; }),
        addRate: changed(function (one, rate) { return one + one * rate; }),
        subtractRate: changed(function (one, rate) { return one - one * rate; }),
        percentLessThan: function (other) { return (other.value - this.value) / other.value * 100; },
        percentOf: function (other) { return this.value / other.value * 100; },
        multiplyBy: changed(function (one, factor) { return one * factor; }),
        newMoney: function (value) { return new Money(Number(value), this.currency_); },
        compareTo: function (other) {
            const second = amount(this, other);
            return this.value < second ? -1 : Number(this.value > second);
        },
        equals: function (other) {
            return other instanceof Money && other.value_ === this.value_ && other.currency_ === this.currency_;
        },
        isOfSameCurrency: function (other) { return this.currencyCode === other.currencyCode; },
        valueOf: function () { return this.value; },
        toNumberString: function () { return this.available ? String(this.value_) : 'N/A'; },
        toFormattedString: function () {
            return this.available ? runtime.ask('format_money', [this.value_, this.currency_]) : 'N/A';
        },
        toString: function () { return this.toFormattedString(); },
        plain: function () { return this.value_; }
    }
});

let none = null;
function notAvailable() {
    none = none || new Money(null, null);
    return none;
}

module.exports = Money;
