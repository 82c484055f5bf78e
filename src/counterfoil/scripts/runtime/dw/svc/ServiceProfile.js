'use strict';

function held(name) {
    return { get: function (self) { return self.known_[name]; } };
}

const ServiceProfile = runtime.define('dw.svc.ServiceProfile', {
    statics: {
        of: function (known) {
            return Object.defineProperty(Object.create(ServiceProfile.prototype), 'known_', { value: known });
        }
    },
    properties: {
        ID: held('id'),
        timeoutMillis: held('timeout_millis'),
        rateLimitCalls: held('rate_limit_calls'),
        rateLimitMillis: held('rate_limit_millis'),
        cbCalls: held('cb_calls'),
        cbMillis: held('cb_millis'),
        custom: { get: function () { return {}; } }
    }
});

module.exports = ServiceProfile;
