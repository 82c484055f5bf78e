/* Dates read by a pattern of Java's SimpleDateFormat: leniently, up to where the pattern ends. */
'use strict';

const formats = runtime.classOf('dw.internal.formats');
const wall = runtime.classOf('dw.internal.wall');
const pieces = runtime.classOf('dw.internal.dates').pieces;
const NUMERIC = 'yYMLdDHkKhmsSuFwW';

function refused(text) {
    return runtime.error('ParseException', 'Unparseable date: "' + text + '"');
}

function isNumeric(piece) {
    return piece !== undefined && piece.letter !== undefined && NUMERIC.includes(piece.letter)
        && !('ML'.includes(piece.letter) && piece.count > 2);
}

/* The longest of some names that a text goes on with. */
function named(rest, names) {
    let found = -1;
    names.forEach(function (name, at) {
        const fits = name !== '' && rest.slice(0, name.length).toLowerCase() === name.toLowerCase();
        if (fits && (found < 0 || name.length > names[found].length)) {
            found = at;
        }
    });
    return found;
}

function zoneOffset(rest) {
    const match = /^(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?/.exec(rest);
    if (match !== null) {
        const minutes = Number(match[2]) * 60 + Number(match[3] || 0);
        return { length: match[0].length, offset: (match[1] === '-' ? -1 : 1) * minutes * 60000 };
    }
    const name = /^(?:Z(?![A-Za-z])|[A-Za-z]{3,5}(?:\/[A-Za-z_]+)*)/.exec(rest);
    return name === null ? null : { length: name[0].length, zone: name[0] === 'Z' ? 'GMT' : name[0] };
}

/* A year of two digits lies within eighty years before and twenty after now. */
function century(year) {
    const now = new Date().getUTCFullYear();
    let found = Math.floor(now / 100) * 100 + year;
    if (found > now + 20) {
        found -= 100;
    } else if (found <= now - 80) {
        found += 100;
    }
    return found;
}

function read(text, pattern, id) {
    const locale = formats.locale(id);
    const all = pieces(pattern);
    const found = {};
    let at = 0;
    all.forEach(function (piece, index) {
        const rest = text.slice(at);
        if (piece.literal !== undefined) {
            const blanks = piece.literal.trim() === '';
            if (!blanks && !rest.startsWith(piece.literal)) {
                throw refused(text);
            }
            at += blanks ? /^\s*/.exec(rest)[0].length : piece.literal.length;
        } else if (isNumeric(piece)) {
            const limit = isNumeric(all[index + 1]) ? piece.count : 18;   // digits of the next field follow at once
            const match = /^\s*[+-]?\d+/.exec(rest);
            if (match === null) {
                throw refused(text);
            }
            const digits = match[0].trim().slice(0, limit);
            at += match[0].length - match[0].trim().length + digits.length;
            found[piece.letter] = piece.letter === 'y' && piece.count <= 2 && /^\d{2}$/.test(digits)
                ? century(Number(digits))
                : Number(digits);
        } else {
            at += word(piece, rest, locale, found, text);
        }
    });
    return found;
}

function word(piece, rest, locale, found, text) {
    const lists = {
        M: [locale.months, locale.short_months], L: [locale.months, locale.short_months],
        E: [locale.days, locale.short_days], a: [locale.am_pm], G: [locale.eras]
    }[piece.letter];
    if (lists === undefined) {
        const zone = 'zZX'.includes(piece.letter) ? zoneOffset(rest) : null;
        if (zone === null) {
            throw refused(text);
        }
        found.zone = zone;
        return zone.length;
    }
    for (const names of lists) {
        const at = named(rest, names);
        if (at >= 0) {
            found[piece.letter] = 'ML'.includes(piece.letter) ? at + 1 : at;
            return names[at].length;
        }
    }
    throw refused(text);
}

function orElse(value, other) {
    return value === undefined ? other : value;
}

function hourOf(found) {
    if (found.H !== undefined || found.k !== undefined) {
        return found.H !== undefined ? found.H : found.k % 24;
    }
    const half = orElse(found.K, orElse(found.h, 0) % 12);
    return half + (found.a === 1 ? 12 : 0);
}

module.exports = Object.freeze({
    /* The instant that a text stands for, in milliseconds; without a zone of its own it is a time of the given one. */
    parse: function (text, pattern, zone, id) {
        const found = read(String(text), String(pattern), id);
        const year = orElse(found.y, orElse(found.Y, 1970));
        const days = found.D === undefined
            ? wall.daysOf(year, orElse(found.M, orElse(found.L, 1)) - 1, orElse(found.d, 1))
            : wall.daysOf(year, 0, found.D);
        const time = hourOf(found) * 3600000 + orElse(found.m, 0) * 60000 + orElse(found.s, 0) * 1000 + orElse(found.S, 0);
        const local = days * wall.DAY + time;
        if (found.zone !== undefined && found.zone.offset !== undefined) {
            return local - found.zone.offset;
        }
        return wall.instantOf(local, found.zone === undefined ? zone : found.zone.zone);
    }
});
