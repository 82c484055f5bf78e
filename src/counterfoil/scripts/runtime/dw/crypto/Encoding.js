'use strict';

const binary = runtime.classOf('dw.internal.binary');

function text(value) {
    if (value === null || value === undefined) {
        throw runtime.error('NullArgumentException', 'a text is wanted, not ' + value);
    }
    return String(value);
}

function bytes(view) {
    return runtime.classOf('dw.util.Bytes').of(view);
}

/* Letters, digits and .-*_ stay, a blank is a plus, all else a percent sign and its bytes (form encoding). */
function toUri(value, encoding) {
    return text(value).replace(/[^A-Za-z0-9.\-*_ ]+/g, function (signs) {
        return binary.toHex(binary.encode(signs, encoding)).toUpperCase().replace(/../g, '%$&');
    }).replace(/ /g, '+');
}

function fromUri(value, encoding) {
    return text(value).replace(/\+/g, ' ').replace(/(?:%[0-9A-Fa-f]{2})+|%/g, function (coded) {
        if (coded === '%') {
            throw runtime.error('IllegalArgumentException', 'a percent sign is followed by two hexadecimal digits');
        }
        return binary.decode(binary.fromHex(coded.replace(/%/g, '')), encoding);
    });
}

module.exports = runtime.define('dw.crypto.Encoding', {
    statics: {
        toBase64: function (value) { return binary.toBase64(binary.bytesOf(value)); },
        toBase64URL: function (value) {
            return binary.toBase64(binary.bytesOf(value)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
        },
        fromBase64: function (value) { return bytes(binary.fromBase64(text(value))); },
        toHex: function (value) { return binary.toHex(binary.bytesOf(value)); },
        fromHex: function (value) { return bytes(binary.fromHex(text(value))); },
        toURI: toUri,
        fromURI: fromUri
    }
});
