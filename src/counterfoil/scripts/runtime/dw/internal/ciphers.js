/* Signatures and ciphers: one table of members for the classes and their weak siblings. Keys come as text, or as its bytes. */
'use strict';

const binary = runtime.classOf('dw.internal.binary');

function keyOf(key) {
    const name = key === null || key === undefined ? '' : key.constructor.className || '';
    if (['dw.crypto.KeyRef', 'dw.crypto.CertificateRef', 'dw.crypto.X509Certificate'].includes(name)) {
        throw runtime.error('NotHereError', 'this server has no key store: give the key ' + key + ' itself, in Base64 ('
            + runtime.here() + ')');
    }
    return String(key);
}

function bytes(base64) {
    return runtime.classOf('dw.util.Bytes').of(binary.fromBase64(base64));
}

function base64(value) {
    return binary.toBase64(binary.bytesOf(value));
}

function signature(algorithms) {
    return {
        constants: { SUPPORTED_DIGEST_ALGORITHMS_AS_ARRAY: Object.freeze(algorithms) },
        construct: function () {},
        methods: {
            isDigestAlgorithmSupported: function (name) { return algorithms.includes(String(name)); },
            sign: function (content, key, name) { return runtime.ask('sign', [String(content), keyOf(key), String(name)]); },
            signBytes: function (content, key, name) {
                return bytes(runtime.ask('sign', [base64(content), keyOf(key), String(name)]));
            },
            verifySignature: function (signed, content, key, name) {
                return runtime.ask('verify', [String(signed), String(content), keyOf(key), String(name)]);
            },
            verifyBytesSignature: function (signed, content, key, name) {
                return runtime.ask('verify', [base64(signed), base64(content), keyOf(key), String(name)]);
            }
        }
    };
}

function worked(encrypts, message, key, transformation, iv) {
    return runtime.ask('cipher', {
        encrypts: encrypts, message: message, key: keyOf(key), transformation: String(transformation),
        iv: iv === null || iv === undefined ? null : String(iv)
    });
}

function cipher() {
    return {
        constants: { CHAR_ENCODING: 'UTF8' },
        construct: function () {},
        methods: {
            encrypt: function (message, key, transformation, iv) {
                return worked(true, binary.toBase64(binary.encode(String(message))), key, transformation, iv);
            },
            decrypt: function (message, key, transformation, iv) {
                return binary.decode(binary.fromBase64(worked(false, String(message), key, transformation, iv)));
            },
            encryptBytes: function (message, key, transformation, iv) {
                return bytes(worked(true, base64(message), key, transformation, iv));
            },
            decryptBytes: function (message, key, transformation, iv) {
                return bytes(worked(false, base64(message), key, transformation, iv));
            }
        }
    };
}

module.exports = Object.freeze({ signature: signature, cipher: cipher });
