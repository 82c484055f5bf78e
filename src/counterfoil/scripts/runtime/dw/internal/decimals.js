/*
 * Decimal numbers, exact: {units, scale} stands for units / 10^scale, units being a BigInt and the scale never below zero.
 */
'use strict';

const FORM = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;
const DIVISION_DIGITS = 34;
const LARGEST_EXPONENT = 1000;   // beyond it a number is a mistake, and would take the memory of the worker

function made(units, scale) {
    return { units: units, scale: scale };
}

function power(exponent) {
    return 10n ** BigInt(exponent);
}

function parsed(text) {
    const match = FORM.exec(text.trim());
    const whole = match === null ? '' : match[2] + (match[3] || '');
    const exponent = match === null ? 0 : Number(match[4] || 0);
    if (whole === '' || Math.abs(exponent) > LARGEST_EXPONENT) {
        throw runtime.error('NumberFormatException', '\'' + text + '\' is no number');
    }
    const units = BigInt((match[1] === '-' ? '-' : '') + whole);
    const scale = (match[3] || '').length - exponent;
    return scale < 0 ? made(units * power(-scale), 0) : made(units, scale);
}

/* Read a number, its text, a BigInt, or an object that has an exact value. A double is what it is written as: 0.1 is 0.1. */
function of(value) {
    if (typeof value === 'bigint') {
        return made(value, 0);
    }
    if (value !== null && typeof value === 'object' && value.exact_ !== undefined && value.exact_ !== null) {
        return value.exact_;
    }
    if (value === null || value === undefined) {
        throw runtime.error('IllegalArgumentException', value + ' is no number');
    }
    return parsed(String(typeof value === 'object' ? value.valueOf() : value));
}

function aligned(one, other, work) {
    const scale = Math.max(one.scale, other.scale);
    return work(one.units * power(scale - one.scale), other.units * power(scale - other.scale), scale);
}

function add(one, other) {
    return aligned(one, other, function (first, second, scale) { return made(first + second, scale); });
}

function subtract(one, other) {
    return aligned(one, other, function (first, second, scale) { return made(first - second, scale); });
}

function multiply(one, other) {
    return made(one.units * other.units, one.scale + other.scale);
}

function compare(one, other) {
    return aligned(one, other, function (first, second) { return first < second ? -1 : Number(first > second); });
}

function absolute(units) {
    return units < 0n ? -units : units;
}

/* A quotient of whole numbers, rounded: half up, or half to the even neighbour. */
function quotient(above, below, toEven) {
    const negative = (above < 0n) !== (below < 0n);
    const dividend = absolute(above);
    const divisor = absolute(below);
    let whole = dividend / divisor;
    const twice = (dividend % divisor) * 2n;
    if (twice > divisor || (twice === divisor && (!toEven || whole % 2n === 1n))) {
        whole += 1n;
    }
    return negative ? -whole : whole;
}

function round(value, digits, toEven) {
    if (!(Math.abs(digits) <= LARGEST_EXPONENT)) {
        throw runtime.error('IllegalArgumentException', digits + ' is no number of digits');
    }
    if (digits >= value.scale) {
        return made(value.units * power(digits - value.scale), digits);
    }
    const rounded = quotient(value.units, power(value.scale - digits), toEven);
    return digits < 0 ? made(rounded * power(-digits), 0) : made(rounded, digits);
}

/* Divide to 34 digits, half to even, as the platform's pages say; an exact quotient has no zeros it does not need. */
function divide(one, other) {
    if (other.units === 0n) {
        throw runtime.error('ArithmeticException', 'division by zero');
    }
    const preferred = Math.max(one.scale - other.scale, 0);
    if (one.units === 0n) {
        return made(0n, preferred);
    }
    const size = String(absolute(one.units)).length - String(absolute(other.units)).length;
    let raise = DIVISION_DIGITS - size;
    if (!below(one.units, other.units, raise)) {
        raise -= 1;   // the first guess gave a digit too many
    }
    const above = raise >= 0 ? one.units * power(raise) : one.units;
    const divisor = raise >= 0 ? other.units : other.units * power(-raise);
    const units = quotient(above, divisor, true);
    const exact = units * divisor === above;
    const scale = one.scale - other.scale + raise;
    return stripped(scale < 0 ? made(units * power(-scale), 0) : made(units, scale), exact ? preferred : 0);
}

/* Say whether the quotient raised by a power of ten has no more than 34 digits. */
function below(above, divisor, raise) {
    const first = absolute(above) * (raise > 0 ? power(raise) : 1n);
    const second = absolute(divisor) * (raise < 0 ? power(-raise) : 1n);
    return first / second < power(DIVISION_DIGITS);
}

function stripped(value, least) {
    let units = value.units;
    let scale = value.scale;
    while (scale > least && units % 10n === 0n) {
        units /= 10n;
        scale -= 1;
    }
    return made(units, scale);
}

function text(value) {
    const digits = String(absolute(value.units)).padStart(value.scale + 1, '0');
    const point = digits.length - value.scale;
    const sign = value.units < 0n ? '-' : '';
    return sign + digits.slice(0, point) + (value.scale > 0 ? '.' + digits.slice(point) : '');
}

function number(value) {
    return Number(text(value));
}

function percent(value) {
    return made(value.units, value.scale + 2);
}

function addPercent(value, rate) {
    return add(value, multiply(value, percent(rate)));
}

function subtractPercent(value, rate) {
    return subtract(value, multiply(value, percent(rate)));
}

/* A number for hash tables, the same for equal values however they are written. */
function hash(value) {
    const plain = text(stripped(value, 0));
    let sum = 0;
    for (let at = 0; at < plain.length; at += 1) {
        sum = (Math.imul(sum, 31) + plain.charCodeAt(at)) | 0;
    }
    return sum;
}

module.exports = Object.freeze({
    of: of, add: add, subtract: subtract, multiply: multiply, divide: divide, round: round, compare: compare,
    addPercent: addPercent, subtractPercent: subtractPercent, text: text, number: number, hash: hash, ONE: Object.freeze(made(1n, 0)),
    /* Keep an exact value in an object of the script API. */
    keep: function (object, value) {
        Object.defineProperty(object, 'exact_', { value: value });
        return object;
    }
});
