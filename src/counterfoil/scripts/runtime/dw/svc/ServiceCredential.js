'use strict';

function held(name) {
    return {
        get: function (self) {
            const value = self.known_[name];
            return value === undefined ? null : value;
        }
    };
}

const ServiceCredential = runtime.define('dw.svc.ServiceCredential', {
    constants: { ENCRYPTION_ALGORITHM_RSA: 'RSA' },
    statics: {
        of: function (known) {
            return Object.defineProperty(Object.create(ServiceCredential.prototype), 'known_', { value: known });
        }
    },
    properties: {
        ID: held('id'),
        URL: held('url'),
        user: held('user_secret'),
        password: held('password'),
        custom: { get: function (self) { return JSON.parse(self.known_.custom_secret); } }
    },
    methods: {
        /* A password never gets into a document or a log by way of its credential. */
        plain: function () { return { ID: this.ID }; }
    }
});

module.exports = ServiceCredential;
