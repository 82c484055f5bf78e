'use strict';

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const XML = Object.assign({ '\'': '&apos;' }, ENTITIES);

function binary() {
    return runtime.classOf('dw.internal.binary');
}

function text(value) {
    return value === null || value === undefined ? '' : String(value);
}

function replaced(value, table) {
    return value === null || value === undefined ? null : String(value).replace(/[&<>"']/g, function (sign) {
        return table[sign] || sign;
    });
}

/* HTML: signs that mean something, and those of Latin 1 by their names. */
function html(value) {
    return value === null || value === undefined ? null : replaced(value, ENTITIES).replace(/[\u00a0-\u00ff]/g, function (sign) {
        return '&' + latin()[sign.charCodeAt(0) - 160] + ';';
    });
}

let names = null;
function latin() {
    names = names || ('nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 '
        + 'acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring '
        + 'AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times '
        + 'Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave '
        + 'eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave '
        + 'uacute ucirc uuml yacute thorn yuml').split(' ');
    return names;
}

function encoded(value, type) {
    return type === 0 ? html(value) : replaced(value, XML);
}

const PLAIN = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' };

function decoded(value, type) {
    return value === null || value === undefined ? null : String(value).replace(
        /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w+));/g,
        function (whole, decimal, hexadecimal, name) {
            if (name === undefined) {
                const code = decimal === undefined ? parseInt(hexadecimal, 16) : Number(decimal);
                return code <= 0x10FFFF ? String.fromCodePoint(code) : whole;
            }
            if (PLAIN[name] !== undefined) {
                return PLAIN[name];
            }
            const at = type === 0 ? latin().indexOf(name) : -1;
            return at < 0 ? whole : String.fromCharCode(at + 160);
        }
    );
}

/* Cut a text; by words and sentences it may end earlier than the length allows, so that none is cut. */
function truncate(value, length, mode, suffix) {
    const whole = text(value);
    const most = Number(length);
    if (whole.length <= most) {
        return whole;
    }
    let end = most;
    if (mode === 'word' && !/\s/.test(whole[most])) {
        const before = whole.slice(0, most).search(/\s\S*$/);
        end = before < 0 ? most : before;
    } else if (mode === 'sentence') {
        const ends = Array.from(whole.slice(0, most).matchAll(/[.!?](?=\s|$)/g));
        end = ends.length === 0 ? most : ends[ends.length - 1].index + 1;
    }
    const kept = whole.slice(0, end);
    return (mode === 'word' ? kept.trimEnd() : kept) + text(suffix);
}

function formats() {
    return runtime.classOf('dw.internal.formats');
}

function dates() {
    return runtime.classOf('dw.internal.dates');
}

module.exports = runtime.define('dw.util.StringUtils', {
    constants: {
        ENCODE_TYPE_HTML: 0, ENCODE_TYPE_XML: 1, ENCODE_TYPE_WML: 2, TRUNCATE_CHAR: 'char', TRUNCATE_SENTENCE: 'sentence',
        TRUNCATE_WORD: 'word'
    },
    statics: {
        encodeBase64: function (value, encoding) {
            return value === null || value === undefined ? null : binary().toBase64(binary().encode(String(value), encoding));
        },
        decodeBase64: function (value, encoding) {
            return value === null || value === undefined
                ? null
                : binary().decode(binary().fromBase64(String(value)), encoding);
        },
        encodeString: encoded,
        decodeString: decoded,
        stringToHtml: html,
        stringToXml: function (value) { return replaced(value, XML); },
        stringToWml: function (value) {
            return value === null || value === undefined ? null : replaced(value, XML).replace(/\$/g, '$$$$');
        },
        format: function (pattern) {
            const given = Array.prototype.slice.call(arguments, 1);
            const one = given.length === 1 ? given[0] : null;
            const list = one instanceof runtime.classOf('dw.util.Collection') || Array.isArray(one);
            return runtime.classOf('dw.internal.messages').format(pattern, list ? Array.from(one) : given);
        },
        formatCalendar: function (calendar, format, pattern) {
            if (arguments.length > 2) {
                return dates().written(calendar.time, calendar.timeZone, dates().patternOf(format, pattern), format);
            }
            const used = format === undefined ? dates().patternOf(undefined, 5) : String(format);
            return dates().written(calendar.time, calendar.timeZone, used);
        },
        formatDate: function (date, format, locale) {
            const used = format === undefined ? dates().patternOf(locale, 0) : String(format);
            return dates().written(date, 'GMT', used, locale);
        },
        formatInteger: function (number) { return formats().number(Math.trunc(Number(number)), '#,##0'); },
        formatNumber: function (number, format, locale) { return formats().number(number, format, locale); },
        formatMoney: function (money) { return money === null || money === undefined ? null : money.toFormattedString(); },
        garble: function (value, sign, suffix) {
            const whole = text(value);
            const from = Math.max(whole.length - Number(suffix), 0);
            return text(sign).repeat(from) + whole.slice(from);
        },
        ltrim: function (value) { return text(value).trimStart(); },
        rtrim: function (value) { return text(value).trimEnd(); },
        trim: function (value) { return text(value).trim(); },
        /* Blanks up to the width; to the left of it where the width is below zero. */
        pad: function (value, width) {
            const whole = text(value);
            return width < 0 ? whole.padStart(-width) : whole.padEnd(Number(width));
        },
        truncate: truncate
    }
});
