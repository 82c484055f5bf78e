'use strict';

const binary = runtime.classOf('dw.internal.binary');

function made(view) {
    return Object.defineProperty(Object.create(Bytes.prototype), 'view_', { value: view });
}

function checked(self, index, count) {
    if (!(index >= 0 && index + count <= self.view_.length)) {
        throw runtime.error('IndexOutOfBoundsException', 'Index: ' + index + ', Size: ' + self.view_.length);
    }
    return new DataView(self.view_.buffer, self.view_.byteOffset, self.view_.byteLength);
}

const Bytes = runtime.define('dw.util.Bytes', {
    constants: { MAX_BYTES: 10240 },
    construct: function (given, encoding) {
        let view;
        if (given instanceof ArrayBuffer) {
            view = new Uint8Array(given);
        } else if (ArrayBuffer.isView(given)) {
            view = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
        } else {
            view = binary.encode(String(given), encoding);
        }
        Object.defineProperty(this, 'view_', { value: view });
    },
    properties: {
        length: { get: function (self) { return self.view_.length; } }
    },
    statics: {
        of: made
    },
    methods: {
        asUint8Array: function () { return this.view_; },
        byteAt: function (index) { return checked(this, index, 1).getInt8(index); },
        shortAt: function (index) { return checked(this, index, 2).getInt16(index); },
        intAt: function (index) { return checked(this, index, 4).getInt32(index); },
        bytesAt: function (index, length) {
            if (length < 0) {
                throw runtime.error('IllegalArgumentException', 'a length is not below zero');
            }
            checked(this, index, length);
            return made(this.view_.subarray(index, index + length));
        },
        reverse: function () { return made(this.view_.slice().reverse()); },
        toString: function (encoding) { return binary.decode(this.view_, encoding); },
        equals: function (other) {
            return other instanceof Bytes && binary.toHex(other.view_) === binary.toHex(this.view_);
        },
        plain: function () { return binary.toBase64(this.view_); }
    }
});

module.exports = Bytes;
