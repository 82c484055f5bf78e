/* Digests and authentication codes: one table of members for the classes and their weak siblings. */
'use strict';

const binary = runtime.classOf('dw.internal.binary');

function bytes(base64) {
    return runtime.classOf('dw.util.Bytes').of(binary.fromBase64(base64));
}

function named(algorithm, names) {
    if (algorithm === null || algorithm === undefined) {
        throw runtime.error('NullArgumentException', 'the name of an algorithm is wanted');
    }
    const name = String(algorithm);
    if (!Object.values(names).some(function (one) { return one.toUpperCase() === name.toUpperCase(); })) {
        throw runtime.error('IllegalArgumentException', 'the algorithm ' + name + ' is not supported');
    }
    return name;
}

function digest(algorithm, views) {
    return bytes(runtime.ask('digest', [algorithm, views.map(binary.toBase64)]));
}

function mac(names) {
    return {
        constants: names,
        construct: function (algorithm) {
            Object.defineProperty(this, 'algorithm_', { value: named(algorithm, names) });
        },
        methods: {
            digest: function (input, key) {
                const parts = [this.algorithm_, binary.toBase64(binary.bytesOf(input)), binary.toBase64(binary.bytesOf(key))];
                return bytes(runtime.ask('mac', parts));
            }
        }
    };
}

function messageDigest(names) {
    return {
        constants: names,
        construct: function (algorithm) {
            Object.defineProperty(this, 'algorithm_', { value: named(algorithm, names) });
            Object.defineProperty(this, 'held_', { value: [] });
        },
        methods: {
            updateBytes: function (input) { this.held_.push(binary.bytesOf(input).slice()); },
            /* Without arguments what updateBytes was given; a text gives hexadecimal digits; with an algorithm, bytes. */
            digest: function (first, second) {
                if (arguments.length === 0) {
                    return digest(this.algorithm_, this.held_.splice(0));
                }
                if (arguments.length === 1) {
                    return binary.toHex(digest(this.algorithm_, [binary.bytesOf(first)]).view_);
                }
                return digest(first === null ? this.algorithm_ : named(first, names), [binary.bytesOf(second)]);
            },
            digestBytes: function (input) { return digest(this.algorithm_, [binary.bytesOf(input)]); }
        }
    };
}

module.exports = Object.freeze({ mac: mac, messageDigest: messageDigest });
