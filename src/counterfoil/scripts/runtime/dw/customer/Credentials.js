'use strict';

function external(name) {
    return {
        get: function (self) {
            const first = runtime.wrap('dw.customer.Customer', runtime.node(self), runtime.rootOf(self)).externalProfiles;
            return first.length === 0 ? null : first.get(0)[name];
        }
    };
}

const enabled = {
    get: function (self) { return runtime.node(self).enabled !== false; },
    set: function (self, value) { runtime.write(self, 'enabled', value === true); }
};

/* What a customer logs in with; passwords and what they are remembered by stay with the server. */
module.exports = runtime.define('dw.customer.Credentials', {
    properties: {
        login: runtime.text('login', true),
        enabledFlag: enabled,
        enabled: { get: enabled.get, flag: true },
        locked: { get: function () { return false; }, flag: true },
        passwordSet: {
            get: function (self) {
                const customer = runtime.wrap('dw.customer.Customer', runtime.node(self), runtime.rootOf(self));
                return runtime.classOf('dw.customer.Customer').facts(customer).password_set;
            },
            flag: true
        },
        authenticationProviderID: external('authenticationProviderID'),
        externalID: external('externalID')
    }
});
