'use strict';

const binary = runtime.classOf('dw.internal.binary');

module.exports = runtime.define('dw.util.UUIDUtils', {
    statics: {
        /* 32 hexadecimal digits, as the platform's shorter form has no marks between them either. */
        createUUID: function () { return binary.toHex(binary.fromBase64(runtime.ask('random_bytes', 16))); }
    }
});
