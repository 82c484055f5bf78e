'use strict';

const decimals = runtime.classOf('dw.internal.decimals');
const currencies = runtime.classOf('dw.internal.currencies');
const POWERS = [1, 10, 100, 1000, 10000];

/* Amounts are whole numbers of the currency's smallest unit: what has more digits is rounded half up. */
function rounded(value, currency) {
    return decimals.round(decimals.of(value), currencies.digits(currency));
}

/* Most amounts come as doubles with no more digits than they may have: they are not taken apart before somebody counts. */
function settled(value, currency) {
    const scale = POWERS[currencies.digits(currency)];
    return typeof value === 'number' && Math.abs(value) < 1e12 && Math.round(value * scale) / scale === value;
}

function kept(money, value, exact, currency) {
    Object.defineProperty(money, 'value_', { value: value });
    Object.defineProperty(money, 'currency_', { value: currency });
    if (exact !== null) {
        decimals.keep(money, exact);
    }
    return money;
}

function exactOf(money) {
    return money.exact_ === undefined ? rounded(money.value_, money.currency_) : money.exact_;
}

function result(exact, currency) {
    const amount = decimals.round(exact, currencies.digits(currency));
    return kept(Object.create(Money.prototype), decimals.number(amount), amount, currency);
}

function ofSameCurrency(one, other) {
    if (one.available && other.available && one.currency_ !== other.currency_) {
        throw runtime.error(
            'IllegalArgumentException',
            'amounts in ' + one.currency_ + ' and ' + other.currency_ + ' cannot be put together'
        );
    }
}

function combined(work) {
    return function (other) {
        ofSameCurrency(this, other);
        return this.available && other.available
            ? result(work(exactOf(this), exactOf(other)), this.currency_)
            : Money.NOT_AVAILABLE;
    };
}

function changed(work) {
    return function (factor) {
        return this.available ? result(work(exactOf(this), decimals.of(factor)), this.currency_) : Money.NOT_AVAILABLE;
    };
}

function share(money, other) {
    if (other === null || other === undefined || !money.available || !other.available || other.value === 0) {
        return null;
    }
    ofSameCurrency(money, other);
    return decimals.multiply(decimals.divide(exactOf(money), exactOf(other)), decimals.of(100));
}

/* Split an amount by others without losing its smallest unit: what is left goes to the largest remainders. */
function prorated(amount, others) {
    const total = exactOf(amount).units;
    const whole = total < 0n ? -total : total;
    let weights = others.map(function (one) { return decimals.round(exactOf(one), 4).units; });
    let sum = weights.reduce(function (all, one) { return all + one; }, 0n);
    if (sum === 0n) {
        weights = weights.map(function () { return 1n; });
        sum = BigInt(weights.length);
    }
    const shares = weights.map(function (weight, at) {
        return { at: at, units: whole * weight / sum, left: whole * weight % sum };
    });
    let rest = whole - shares.reduce(function (all, one) { return all + one.units; }, 0n);
    const byRest = shares.slice().sort(function (one, other) {
        return one.left === other.left ? one.at - other.at : Number(one.left < other.left) * 2 - 1;
    });
    for (const one of byRest) {
        if (rest > 0n) {
            one.units += 1n;
            rest -= 1n;
        }
    }
    return shares.map(function (one) { return total < 0n ? -one.units : one.units; });
}

const Money = runtime.define('dw.value.Money', {
    construct: function (value, currency) {
        const code = currency === undefined || currency === null ? null : String(currency);
        if (value === null || value === undefined) {
            kept(this, null, null, code);
        } else if (settled(value, code)) {
            kept(this, value, null, code);
        } else {
            const exact = rounded(value, code);
            kept(this, decimals.number(exact), exact, code);
        }
    },
    properties: {
        available: { get: function (self) { return self.value_ !== null; }, flag: true },
        value: { get: function (self) { return self.value_ === null ? 0 : self.value_; } },
        valueOrNull: { get: function (self) { return self.value_; } },
        currencyCode: { get: function (self) { return self.currency_ === null ? 'N/A' : self.currency_; } },
        decimalValue: {
            get: function (self) {
                return self.available ? runtime.classOf('dw.util.Decimal').exactly(exactOf(self)) : null;
            }
        }
    },
    statics: {
        prorate: function (dist) {
            const given = Array.prototype.slice.call(arguments, 1);
            const over = given.length === 1 && !(given[0] instanceof Money) ? Array.from(given[0]) : given;
            if (!dist.available || over.length === 0) {
                return over.map(function () { return Money.NOT_AVAILABLE; });
            }
            over.forEach(function (one) { ofSameCurrency(dist, one); });
            const scale = currencies.digits(dist.currency_);
            return prorated(dist, over.map(function (one) { return one.available ? one : one.newMoney(0); }))
                .map(function (units) { return result({ units: units, scale: scale }, dist.currency_); });
        }
    },
    staticProperties: {
        NOT_AVAILABLE: { get: function () { return notAvailable(); } }
    },
    methods: {
        add: combined(decimals.add),
        subtract: combined(decimals.subtract),
        multiply: changed(decimals.multiply),
        divide: changed(decimals.divide),
        addPercent: changed(decimals.addPercent),
        subtractPercent: changed(decimals.subtractPercent),
        addRate: changed(function (one, rate) { return decimals.add(one, decimals.multiply(one, rate)); }),
        subtractRate: changed(function (one, rate) { return decimals.subtract(one, decimals.multiply(one, rate)); }),
        percentOf: function (other) {
            const percent = share(this, other);
            return percent === null ? null : decimals.number(percent);
        },
        percentLessThan: function (other) {
            const percent = share(this, other);
            return percent === null ? null : decimals.number(decimals.subtract(decimals.of(100), percent));
        },
        newMoney: function (value) { return new Money(value, this.currency_); },
        compareTo: function (other) {
            ofSameCurrency(this, other);
            const none = decimals.of(0);
            return decimals.compare(this.available ? exactOf(this) : none, other.available ? exactOf(other) : none);
        },
        equals: function (other) {
            if (!(other instanceof Money) || other.available !== this.available) {
                return false;
            }
            return !this.available
                || (other.currency_ === this.currency_ && decimals.compare(exactOf(this), exactOf(other)) === 0);
        },
        hashCode: function () { return this.available ? decimals.hash(exactOf(this)) : 0; },
        isOfSameCurrency: function (other) {
            return other !== null && other !== undefined && this.currencyCode === other.currencyCode;
        },
        valueOf: function () { return this.value; },
        toNumberString: function () { return this.available ? decimals.text(exactOf(this)) : 'N/A'; },
        toFormattedString: function () {
            return this.available
                ? runtime.classOf('dw.internal.formats').money(exactOf(this), this.currency_)
                : 'N/A';
        },
        toString: function () { return this.available ? this.currencyCode + ' ' + this.toNumberString() : 'N/A'; },
        plain: function () { return this.value_; }
    }
});

let none = null;
function notAvailable() {
    none = none || new Money(null, null);
    return none;
}

module.exports = Money;
