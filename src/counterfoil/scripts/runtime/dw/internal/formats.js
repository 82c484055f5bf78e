/* Numbers and amounts as text, by the patterns of Java's DecimalFormat and the signs of a locale. */
'use strict';

const decimals = runtime.classOf('dw.internal.decimals');
const currencies = runtime.classOf('dw.internal.currencies');
const known = new Map();

/* How a locale writes; asked once. */
function locale(id) {
    const name = id === undefined || id === null || id === '' ? localeOfCall() : String(id);
    let found = known.get(name);
    if (found === undefined) {
        found = Object.freeze(runtime.ask('locale_formats', name));
        known.set(name, found);
    }
    return found;
}

function localeOfCall() {
    return runtime.call === null ? 'default' : runtime.callObject('dw.system.Request').locale;
}

/* The parts of a pattern such as «'EUR' #,##0.00;(#)»: {prefix, suffix, least, most, whole, group, percent, negative}. */
function parsed(pattern) {
    const halves = split(pattern);
    const positive = affixes(halves[0]);
    const numbers = positive.digits;
    const point = numbers.indexOf('.');
    const whole = point < 0 ? numbers : numbers.slice(0, point);
    const fraction = point < 0 ? '' : numbers.slice(point + 1);
    const comma = whole.lastIndexOf(',');
    return {
        prefix: positive.prefix,
        suffix: positive.suffix,
        whole: !numbers.includes('0') && point >= 0 ? 1 : (whole.match(/0/g) || []).length,
        least: (fraction.match(/0/g) || []).length,
        most: fraction.length,
        group: comma < 0 ? 0 : whole.length - comma - 1,
        negative: halves.length > 1 ? affixes(halves[1]) : null
    };
}

function split(pattern) {
    let quoted = false;
    for (let at = 0; at < pattern.length; at += 1) {
        if (pattern[at] === '\'') {
            quoted = !quoted;
        } else if (pattern[at] === ';' && !quoted) {
            return [pattern.slice(0, at), pattern.slice(at + 1)];
        }
    }
    return [pattern];
}

/* What stands before and after the digits; in quotes every sign is itself. */
function affixes(pattern) {
    const made = { prefix: [], digits: '', suffix: [] };
    let quoted = false;
    for (let at = 0; at < pattern.length; at += 1) {
        const sign = pattern[at];
        if (sign === '\'') {
            if (pattern[at + 1] === '\'') {
                (made.digits === '' ? made.prefix : made.suffix).push({ text: '\'' });
                at += 1;
            } else {
                quoted = !quoted;
            }
        } else if (!quoted && '#0,.'.includes(sign)) {
            if (made.suffix.length > 0) {
                throw runtime.error('IllegalArgumentException', 'Malformed pattern "' + pattern + '"');
            }
            made.digits += sign;
        } else {
            (made.digits === '' ? made.prefix : made.suffix).push(quoted ? { text: sign } : { sign: sign });
        }
    }
    return made;
}

function written(affix, signs, symbol) {
    return affix.map(function (one) {
        if (one.text !== undefined) {
            return one.text;
        }
        return one.sign === '¤' ? symbol : one.sign === '-' ? signs.minus : one.sign;
    }).join('');
}

function has(affix, sign) {
    return affix.some(function (one) { return one.sign === sign; });
}

function grouped(whole, size, sign) {
    if (size === 0) {
        return whole;
    }
    const parts = [];
    let end = whole.length;
    while (end > size) {
        parts.unshift(whole.slice(end - size, end));
        end -= size;
    }
    parts.unshift(whole.slice(0, end));
    return parts.join(sign);
}

/* Write an exact value by a pattern; money names the currency, whose digits and symbol count. */
function decimal(exact, pattern, signs, currency) {
    const form = parsed(pattern);
    let value = exact;
    const scaled = has(form.suffix, '%') || has(form.prefix, '%') ? 100 : has(form.suffix, '‰') ? 1000 : 1;
    if (scaled > 1) {
        value = decimals.multiply(value, decimals.of(scaled));
    }
    const digits = currency === undefined ? form.most : currencies.digits(currency);
    const least = currency === undefined ? form.least : digits;
    const text = decimals.text(decimals.round(value, digits, true));
    const negative = value.units < 0n;   // what is rounded to nothing keeps its sign, as in Java
    const pieces = text.replace('-', '').split('.');
    let fraction = pieces[1] || '';
    while (fraction.length > least && fraction.endsWith('0')) {
        fraction = fraction.slice(0, -1);
    }
    let whole = pieces[0].replace(/^0+/, '').padStart(form.whole, '0');
    if (whole === '' && fraction === '') {
        whole = '0';
    }
    const point = currency === undefined ? signs.decimal : signs.monetary_decimal;
    const number = grouped(whole, form.group, currency === undefined ? signs.group : signs.monetary_group)
        + (fraction === '' ? '' : point + fraction);
    const symbol = currency === undefined ? '' : signs.symbols[currency] || currency;
    const affix = negative && form.negative !== null ? form.negative : form;
    const sign = negative && form.negative === null ? signs.minus : '';
    return sign + spaced(written(affix.prefix, signs, symbol), number, symbol) + written(affix.suffix, signs, symbol);
}

/* A code of letters stands apart from the digits: USD 5.00, but $5.00. */
function spaced(prefix, number, symbol) {
    return prefix + (symbol !== '' && prefix.endsWith(symbol) && /[A-Za-z]$/.test(symbol) ? '\u00a0' : '') + number;
}

/* A double as what it stands for exactly, since the platform rounds that: 2.675 is a little less than it says. */
function exactDouble(number) {
    if (!Number.isFinite(number)) {
        throw runtime.error('IllegalArgumentException', number + ' cannot be formatted');
    }
    let mantissa = Math.abs(number);
    let halvings = 0;
    while (!Number.isInteger(mantissa)) {
        mantissa *= 2;
        halvings += 1;
    }
    const units = BigInt(mantissa) * 5n ** BigInt(halvings);
    return { units: number < 0 ? -units : units, scale: halvings };
}

function valueOf(number) {
    const value = number !== null && typeof number === 'object' && number.exact_ === undefined ? number.valueOf() : number;
    return typeof value === 'number' ? exactDouble(value) : decimals.of(value);
}

module.exports = Object.freeze({
    locale: locale,
    localeOfCall: localeOfCall,
    money: function (exact, currency, id) {
        const signs = locale(id);
        return decimal(exact, signs.money, signs, currency);
    },
    number: function (number, pattern, id) {
        const signs = locale(id);
        return decimal(valueOf(number), pattern === undefined || pattern === null ? signs.number : String(pattern), signs);
    }
});
