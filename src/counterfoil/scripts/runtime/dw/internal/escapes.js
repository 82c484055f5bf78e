/*
 * What untrusted text may be in each place of a page: one table for the encoder, which replaces what may not stand there,
 * and the filter, which leaves it out.
 */
'use strict';

const HTML = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };
const XML = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&apos;' };
const SLASHED = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\\': '\\\\' };
const HTML_CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const XML_CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufdd0-\ufddf]/g;

function hex(code, count) {
    return code.toString(16).padStart(count, '0');
}

function html(signs) {
    return {
        pattern: new RegExp('[' + signs + '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]', 'g'),
        encode: function (sign) { return HTML[sign] || '&#xfffd;'; }
    };
}

function xml(signs) {
    return {
        pattern: new RegExp('[' + signs + ']|' + XML_CONTROLS.source, 'g'),
        encode: function (sign) { return XML[sign] || ''; }
    };
}

function script(allowed) {
    return {
        pattern: new RegExp('[^' + allowed + ']', 'g'),
        encode: function (sign) {
            const code = sign.charCodeAt(0);
            return SLASHED[sign] || (code < 128 ? '\\x' + hex(code, 2) : '\\u' + hex(code, 4));
        }
    };
}

function percent(sign) {
    const binary = runtime.classOf('dw.internal.binary');
    return binary.toHex(binary.encode(sign)).toUpperCase().replace(/../g, '%$&');
}

const UNQUOTED = {
    pattern: /[^A-Za-z0-9\-_.,\u00a0-\uffff]/g,
    encode: function (sign) {
        const control = new RegExp(HTML_CONTROLS.source).test(sign);
        return HTML[sign] || (control ? '&#xfffd;' : '&#x' + hex(sign.charCodeAt(0), 2) + ';');
    }
};
const COMMON = 'A-Za-z0-9 !#$%()*+,.:;=?@\\[\\]^_`{|}~\\u00a0-\\u2027\\u202a-\\uffff';
const RULES = {
    forHtmlContent: html('&<>"\''),
    forHtmlInDoubleQuoteAttribute: html('&<"'),
    forHtmlInSingleQuoteAttribute: html('&<\''),
    forHtmlUnquotedAttribute: UNQUOTED,
    forJSONValue: {
        pattern: /[^A-Za-z0-9]/g,
        encode: function (sign) {
            return SLASHED[sign] || (sign === '"' || sign === '/' ? '\\' + sign : '\\u' + hex(sign.charCodeAt(0), 4));
        }
    },
    forJavaScriptInAttribute: script(COMMON + '/\\-'),
    forJavaScriptInBlock: script(COMMON + '&'),
    forJavaScriptInHTML: script(COMMON),
    forJavaScriptInSource: script(COMMON + '&/\\-<>'),
    forUriComponent: { pattern: /[^A-Za-z0-9\-_.~!*'()]/gu, encode: percent },
    forUriComponentStrict: { pattern: /[^A-Za-z0-9\-_.~]/gu, encode: percent },
    forXmlCommentContent: {
        pattern: new RegExp('-(?=-)|-$|' + XML_CONTROLS.source, 'g'),
        encode: function (sign) { return sign === '-' ? '&#45;' : ''; }
    },
    forXmlContent: xml('&<>"\''),
    forXmlInDoubleQuoteAttribute: xml('&<"'),
    forXmlInSingleQuoteAttribute: xml('&<\'')
};

module.exports = Object.freeze({
    /* The static methods of a class: what a rule finds is given to `work`, with the rule. */
    statics: function (work) {
        const made = {};
        for (const [name, rule] of Object.entries(RULES)) {
            made[name] = function (input) {
                return input === null || input === undefined ? null : String(input).replace(rule.pattern, function (sign) {
                    return work(rule, sign);
                });
            };
        }
        return made;
    }
});
