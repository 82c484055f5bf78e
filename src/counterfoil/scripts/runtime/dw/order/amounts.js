/*
 * Amounts as the server reckons with them: exact decimals, rounded half up to the digits of a currency. Doubles alone
 * would round 1.005 down, so numbers are taken apart into whole units, which BigInt holds.
 */
'use strict';

const NO_DIGITS = new Set(('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF').split(' '));
const THREE_DIGITS = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));
const FOUR_DIGITS = new Set(['CLF', 'UYW']);
const MOST_DIGITS = 20;

function digitsOf(currency) {
    if (NO_DIGITS.has(currency)) {
        return 0;
    }
    if (THREE_DIGITS.has(currency)) {
        return 3;
    }
    return FOUR_DIGITS.has(currency) ? 4 : 2;
}

function power(exponent) {
    return 10n ** BigInt(exponent);
}

/* A number as whole units and how many of their digits stand behind the point. */
function apart(number) {
    let text = String(Number(number));
    if (text.includes('e')) {
        text = Number(number).toFixed(MOST_DIGITS);
    }
    const point = text.indexOf('.');
    if (point < 0) {
        return { units: BigInt(text), digits: 0 };
    }
    return { units: BigInt(text.slice(0, point) + text.slice(point + 1)), digits: text.length - point - 1 };
}

/* Divide whole numbers, half up: away from zero, as amounts are rounded. */
function divided(numerator, denominator) {
    const negative = (numerator < 0n) !== (denominator < 0n);
    const above = numerator < 0n ? -numerator : numerator;
    const below = denominator < 0n ? -denominator : denominator;
    const whole = (2n * above + below) / (2n * below);
    return negative ? -whole : whole;
}

function numberOf(units, digits) {
    return digits === 0 ? Number(units) : Number(units) / Number(power(digits));
}

function rounded(number, digits) {
    const parts = apart(number);
    if (parts.digits <= digits) {
        return Number(number);
    }
    return numberOf(divided(parts.units, power(parts.digits - digits)), digits);
}

function product(one, other, digits) {
    const first = apart(one);
    const second = apart(other);
    const behind = first.digits + second.digits;
    return numberOf(divided(first.units * second.units * power(digits), power(behind)), digits);
}

/* The sum of numbers; an unknown one makes it unknown. */
function sum(numbers) {
    let units = 0n;
    let digits = 0;
    for (const number of numbers) {
        if (number === null || number === undefined) {
            return null;
        }
        const parts = apart(number);
        if (parts.digits > digits) {
            units *= power(parts.digits - digits);
            digits = parts.digits;
        }
        units += parts.units * power(digits - parts.digits);
    }
    return numberOf(units, digits);
}

/* The tax on top of a net amount, or inside a gross one. */
function taxOf(amount, rate, gross, digits) {
    if (!gross) {
        return product(amount, rate, digits);
    }
    const first = apart(amount);
    const second = apart(rate);
    const above = first.units * second.units * power(digits);
    const below = power(first.digits) * (power(second.digits) + second.units);
    return numberOf(divided(above, below), digits);
}

function minus(one, other) {
    return one === null || other === null || one === undefined || other === undefined ? null : sum([one, -other]);
}

module.exports = Object.freeze({
    digitsOf: digitsOf, rounded: rounded, product: product, sum: sum, minus: minus, taxOf: taxOf
});
