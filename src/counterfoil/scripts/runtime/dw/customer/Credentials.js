'use strict';

function external(name) {
    return {
        get: function (self) {
            const first = customerOf(self).externalProfiles;
            return first.length === 0 ? null : first.get(0)[name];
        }
    };
}

function customerOf(self) {
    return runtime.wrap('dw.customer.Customer', runtime.node(self), runtime.rootOf(self));
}

const enabled = {
    get: function (self) { return runtime.node(self).enabled !== false; },
    set: function (self, value) { runtime.write(self, 'enabled', value === true); }
};

/* How many wrong passwords are left before who gives them has to wait; nobody is locked out for good. */
function attempts(self) {
    return runtime.ask('login_attempts', runtime.node(self).login || '');
}

/* Ask the server for a change that is no part of the document; like one it wants a transaction. */
function change(self, operation, asked) {
    runtime.touch(runtime.root('customer', {}, {}));
    runtime.settle();
    return runtime.ask(operation, Object.assign({ customer_no: runtime.node(self).customer_no }, asked));
}

function text(value) {
    return value === null || value === undefined ? '' : String(value);
}

function statusOf(why) {
    const Status = runtime.classOf('dw.system.Status');
    return why === null ? new Status(Status.OK) : new Status(Status.ERROR, 'ERROR', why);
}

/* What a customer logs in with; passwords and what they are remembered by stay with the server. */
module.exports = runtime.define('dw.customer.Credentials', {
    properties: {
        login: { get: function (self) { return runtime.node(self).login || null; } },
        enabledFlag: enabled,
        enabled: { get: enabled.get, flag: true },
        locked: { get: function (self) { return attempts(self) === 0; }, flag: true },
        remainingLoginAttempts: { get: attempts },
        passwordSet: {
            get: function (self) {
                return runtime.classOf('dw.customer.Customer').facts(customerOf(self)).password_set;
            },
            flag: true
        },
        authenticationProviderID: external('authenticationProviderID'),
        externalID: external('externalID')
    },
    methods: {
        setLogin: function (login, password) {
            if (arguments.length < 2) {
                runtime.write(this, 'login', text(login) || null);
                return undefined;
            }
            if (text(login) === runtime.node(this).login) {
                return true;
            }
            const may = change(this, 'may_log_in_as', { login: text(login), password: text(password) });
            if (may) {
                runtime.write(this, 'login', text(login));
            }
            return may;
        },
        setPassword: function (password, former, verify) {
            return statusOf(change(this, 'set_password', {
                password: text(password), former: text(former), verify: verify === true
            }));
        },
        createResetPasswordToken: function () {
            const made = change(this, 'create_reset_token', {});
            return made === null ? null : made.reset_token;
        },
        setPasswordWithToken: function (token, password) {
            return statusOf(change(this, 'set_password_by_token', {
                login: this.login, reset_token: text(token), password: text(password)
            }));
        }
    }
});
