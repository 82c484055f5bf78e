/* Dates as text and back, by the patterns of Java's SimpleDateFormat, in a time zone and a locale. */
'use strict';

const formats = runtime.classOf('dw.internal.formats');
const fieldsOf = runtime.classOf('dw.internal.wall').fieldsOf;
const NAMES = ['short_date', 'long_date', 'time', null, 'input_time', null];

/* The pattern that a locale has for one of Calendar's six kinds; those for input have years and days in full. */
function patternOf(id, kind) {
    const locale = formats.locale(id);
    const full = locale.short_date.replace(/y+/, 'yyyy').replace(/M+/, 'MM').replace(/d+/, 'dd');
    const number = Number(kind);
    if (NAMES[number] === undefined) {
        throw runtime.error('IllegalArgumentException', kind + ' is no pattern of a calendar');
    }
    return number === 3 ? full : number === 5 ? full + ' ' + locale.input_time : locale[NAMES[number]];
}

/* The pieces of a pattern: {letter, count} and {literal}. */
function pieces(pattern) {
    const found = [];
    let at = 0;
    function literal(text) {
        const last = found[found.length - 1];
        if (last !== undefined && last.literal !== undefined) {
            last.literal += text;
        } else {
            found.push({ literal: text });
        }
    }
    while (at < pattern.length) {
        const sign = pattern[at];
        if (sign === '\'') {
            const end = pattern.indexOf('\'', at + 1);
            if (end < 0) {
                throw runtime.error('IllegalArgumentException', 'Unterminated quote in ' + pattern);
            }
            literal(end === at + 1 ? '\'' : pattern.slice(at + 1, end));
            at = end + 1;
        } else if (/[A-Za-z]/.test(sign)) {
            let end = at;
            while (pattern[end] === sign) {
                end += 1;
            }
            found.push({ letter: sign, count: end - at });
            at = end;
        } else {
            literal(sign);
            at += 1;
        }
    }
    return found;
}

function padded(number, count) {
    const text = String(Math.abs(number)).padStart(count, '0');
    return number < 0 ? '-' + text : text;
}

function year(number, count) {
    return count === 2 ? padded(number % 100, 2) : padded(number, count);
}

function offset(millis, separator, zulu) {
    if (millis === 0 && zulu) {
        return 'Z';
    }
    const minutes = Math.abs(Math.trunc(millis / 60000));
    return (millis < 0 ? '-' : '+') + padded(Math.floor(minutes / 60), 2) + separator + padded(minutes % 60, 2);
}

const WRITERS = {
    G: function (one, count, locale) { return locale.eras[one.era]; },
    y: function (one, count) { return year(one.year, count); },
    Y: function (one, count) { return year(one.weekYear, count); },
    M: function (one, count, locale) {
        return count >= 4 ? locale.months[one.month] : count === 3 ? locale.short_months[one.month] : padded(one.month + 1, count);
    },
    w: function (one, count) { return padded(one.weekOfYear, count); },
    W: function (one, count) { return padded(one.weekOfMonth, count); },
    D: function (one, count) { return padded(one.dayOfYear, count); },
    d: function (one, count) { return padded(one.day, count); },
    F: function (one, count) { return padded(Math.floor((one.day - 1) / 7) + 1, count); },
    E: function (one, count, locale) { return (count >= 4 ? locale.days : locale.short_days)[one.weekday - 1]; },
    u: function (one, count) { return padded(one.weekday === 1 ? 7 : one.weekday - 1, count); },
    a: function (one, count, locale) { return locale.am_pm[one.hour < 12 ? 0 : 1]; },
    H: function (one, count) { return padded(one.hour, count); },
    k: function (one, count) { return padded(one.hour === 0 ? 24 : one.hour, count); },
    K: function (one, count) { return padded(one.hour % 12, count); },
    h: function (one, count) { return padded(one.hour % 12 === 0 ? 12 : one.hour % 12, count); },
    m: function (one, count) { return padded(one.minute, count); },
    s: function (one, count) { return padded(one.second, count); },
    S: function (one, count) { return padded(one.millisecond, count); },
    z: function (one) { return one.zoneName; },
    Z: function (one) { return offset(one.offset, '', false); },
    X: function (one, count) {
        const text = offset(one.offset, count === 3 ? ':' : '', true);
        return count === 1 && text !== 'Z' ? text.slice(0, 3) : text;
    }
};
WRITERS.L = WRITERS.M;

function written(date, zone, pattern, id) {
    if (date === null || date === undefined) {
        return null;
    }
    const locale = formats.locale(id);
    const fields = fieldsOf(date.getTime(), zone, locale.first_day, locale.minimal_days);
    return pieces(String(pattern)).map(function (piece) {
        if (piece.literal !== undefined) {
            return piece.literal;
        }
        if (WRITERS[piece.letter] === undefined) {
            throw runtime.error('IllegalArgumentException', 'Illegal pattern character \'' + piece.letter + '\'');
        }
        return WRITERS[piece.letter](fields, piece.count, locale);
    }).join('');
}

module.exports = Object.freeze({ patternOf: patternOf, pieces: pieces, written: written });
