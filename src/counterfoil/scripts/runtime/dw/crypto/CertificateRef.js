'use strict';

/* A name of something in a key store. There is none here: whoever uses it is told so. */
module.exports = runtime.define('dw.crypto.CertificateRef', {
    construct: function (alias) {
        Object.defineProperty(this, 'alias_', { value: String(alias) });
    },
    methods: {
        toString: function () { return this.alias_; }
    }
});
