/* Messages with places for values, as Java's MessageFormat has them: {0}, {1,number,#.##}, {2,date,yyyy}; '' is a quote. */
'use strict';

const NUMBERS = { integer: '#,##0', percent: '#,##0%' };
const STYLES = { short: 0, medium: 1, long: 1, full: 1 };

function parts(pattern) {
    const found = [];
    let literal = '';
    let quoted = false;
    for (let at = 0; at < pattern.length; at += 1) {
        const sign = pattern[at];
        if (sign === '\'') {
            if (pattern[at + 1] === '\'') {
                literal += sign;
                at += 1;
            } else {
                quoted = !quoted;
            }
        } else if (sign === '{' && !quoted) {
            const end = closing(pattern, at);
            found.push(literal, pattern.slice(at + 1, end));
            literal = '';
            at = end;
        } else {
            literal += sign;
        }
    }
    found.push(literal);
    return found;
}

function closing(pattern, start) {
    let depth = 0;
    for (let at = start; at < pattern.length; at += 1) {
        depth += Number(pattern[at] === '{') - Number(pattern[at] === '}');
        if (depth === 0) {
            return at;
        }
    }
    throw runtime.error('IllegalArgumentException', 'Unmatched braces in the pattern.');
}

function place(inside, values) {
    const match = /^\s*(\d+)\s*(?:,\s*(number|date|time)\s*(?:,([\s\S]*))?)?$/.exec(inside);
    if (match === null) {
        throw runtime.error('IllegalArgumentException', 'can\'t parse argument number: ' + inside);
    }
    const at = Number(match[1]);
    if (at >= values.length) {
        return '{' + at + '}';
    }
    return written(values[at], match[2], match[3] && match[3].trim());
}

function written(value, kind, style) {
    if (value === null || value === undefined) {
        return 'null';
    }
    const formats = runtime.classOf('dw.internal.formats');
    if (kind === 'number' || (kind === undefined && typeof value === 'number' && Number.isFinite(value))) {
        return formats.number(value, style ? NUMBERS[style] || style : undefined);
    }
    const date = value instanceof Date ? value : value.constructor.className === 'dw.util.Calendar' ? value.time : null;
    if (kind === 'date' || kind === 'time' || date !== null) {
        const dates = runtime.classOf('dw.internal.dates');
        const styled = style === undefined || style === '' ? kind === 'time' ? 2 : 1 : STYLES[style];
        const pattern = styled === undefined ? style : dates.patternOf(undefined, styled);
        return dates.written(date === null ? new Date(Number(value)) : date, value.timeZone || 'GMT', pattern);
    }
    return String(value);
}

module.exports = Object.freeze({
    format: function (pattern, values) {
        return parts(String(pattern)).map(function (part, at) {
            return at % 2 === 0 ? part : place(part, values);
        }).join('');
    }
});
