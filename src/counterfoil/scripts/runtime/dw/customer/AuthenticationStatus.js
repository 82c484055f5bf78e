'use strict';

const AuthenticationStatus = runtime.define('dw.customer.AuthenticationStatus', {
    constants: {
        AUTH_OK: 'AUTH_OK',
        ERROR_CUSTOMER_DISABLED: 'ERROR_CUSTOMER_DISABLED',
        ERROR_CUSTOMER_LOCKED: 'ERROR_CUSTOMER_LOCKED',
        ERROR_CUSTOMER_NOT_FOUND: 'ERROR_CUSTOMER_NOT_FOUND',
        ERROR_PASSWORD_EXPIRED: 'ERROR_PASSWORD_EXPIRED',
        ERROR_PASSWORD_MISMATCH: 'ERROR_PASSWORD_MISMATCH',
        ERROR_UNKNOWN: 'ERROR_UNKNOWN'
    },
    statics: {
        of: function (status, customer) {
            const made = Object.create(AuthenticationStatus.prototype);
            Object.defineProperties(made, { status_: { value: status }, customer_: { value: customer } });
            return made;
        }
    },
    properties: {
        status: { get: function (self) { return self.status_; } },
        authenticated: { get: function (self) { return self.status_ === 'AUTH_OK'; }, flag: true },
        customer: { get: function (self) { return self.customer_; } }
    }
});

module.exports = AuthenticationStatus;
