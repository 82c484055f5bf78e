/* Bytes and text: Base64, hexadecimal digits, and encodings; those that are seldom used are the worker's. */
'use strict';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Int8Array(128).fill(-1);
for (let at = 0; at < 64; at += 1) {
    VALUES[BASE64.charCodeAt(at)] = at;
}
VALUES['-'.charCodeAt(0)] = 62;
VALUES['_'.charCodeAt(0)] = 63;

function toBase64(bytes) {
    const parts = [];
    for (let at = 0; at < bytes.length; at += 3) {
        const three = bytes[at] << 16 | (bytes[at + 1] || 0) << 8 | (bytes[at + 2] || 0);
        parts.push(
            BASE64[three >> 18] + BASE64[three >> 12 & 63]
                + (at + 1 < bytes.length ? BASE64[three >> 6 & 63] : '=')
                + (at + 2 < bytes.length ? BASE64[three & 63] : '=')
        );
    }
    return parts.join('');
}

/* Read both alphabets; signs that belong to neither are passed over, as the platform does. */
function fromBase64(text) {
    const bytes = new Uint8Array(Math.ceil(text.length * 3 / 4));
    let count = 0;
    let held = 0;
    let bits = 0;
    for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        const value = code < 128 ? VALUES[code] : -1;
        if (value >= 0) {
            held = (held << 6 | value) & 0xFFFF;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                bytes[count] = held >> bits & 255;
                count += 1;
            }
        }
    }
    return bytes.slice(0, count);
}

function toHex(bytes) {
    const parts = [];
    for (let at = 0; at < bytes.length; at += 1) {
        parts.push((bytes[at] < 16 ? '0' : '') + bytes[at].toString(16));
    }
    return parts.join('');
}

function fromHex(text) {
    if (text.length % 2 === 1 || !/^[0-9a-fA-F]*$/.test(text)) {
        throw runtime.error('IllegalArgumentException', 'the text is no sequence of hexadecimal digits');
    }
    const bytes = new Uint8Array(text.length / 2);
    for (let at = 0; at < bytes.length; at += 1) {
        bytes[at] = parseInt(text.slice(at * 2, at * 2 + 2), 16);
    }
    return bytes;
}

function utf8(text) {
    const bytes = new Uint8Array(text.length * 3);
    let count = 0;
    for (const sign of text) {
        let code = sign.codePointAt(0);
        if (code >= 0xD800 && code <= 0xDFFF) {
            code = 0x3F;   // half a pair: a question mark, as Java writes it
        }
        if (code < 0x80) {
            bytes[count++] = code;
        } else if (code < 0x800) {
            bytes[count++] = 0xC0 | code >> 6;
            bytes[count++] = 0x80 | code & 63;
        } else if (code < 0x10000) {
            bytes[count++] = 0xE0 | code >> 12;
            bytes[count++] = 0x80 | code >> 6 & 63;
            bytes[count++] = 0x80 | code & 63;
        } else {
            bytes[count++] = 0xF0 | code >> 18;
            bytes[count++] = 0x80 | code >> 12 & 63;
            bytes[count++] = 0x80 | code >> 6 & 63;
            bytes[count++] = 0x80 | code & 63;
        }
    }
    return bytes.slice(0, count);
}

function isUtf8(encoding) {
    return encoding === undefined || encoding === null || /^utf-?8$/i.test(encoding);
}

function encode(text, encoding) {
    return isUtf8(encoding) ? utf8(text) : fromBase64(runtime.ask('encode_text', [text, String(encoding)]));
}

function decode(bytes, encoding) {
    if (isUtf8(encoding) && bytes.every(function (one) { return one < 128; })) {
        const parts = [];
        for (let at = 0; at < bytes.length; at += 8192) {
            parts.push(String.fromCharCode.apply(null, bytes.subarray(at, at + 8192)));
        }
        return parts.join('');
    }
    return runtime.ask('decode_text', [toBase64(bytes), isUtf8(encoding) ? 'utf-8' : String(encoding)]);
}

/* The bytes of dw.util.Bytes; a text is taken by its UTF-8. */
function bytesOf(value) {
    if (value === null || value === undefined) {
        throw runtime.error('NullArgumentException', 'bytes are wanted, not ' + value);
    }
    return value.view_ === undefined ? utf8(String(value)) : value.view_;
}

module.exports = Object.freeze({
    toBase64: toBase64, fromBase64: fromBase64, toHex: toHex, fromHex: fromHex, encode: encode, decode: decode,
    bytesOf: bytesOf
});
