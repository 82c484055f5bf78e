'use strict';

const ServiceConfig = runtime.define('dw.svc.ServiceConfig', {
    statics: {
        of: function (known) {
            const made = Object.create(ServiceConfig.prototype);
            Object.defineProperty(made, 'known_', { value: known });
            Object.defineProperty(made, 'credential_', {
                value: known.credential && runtime.classOf('dw.svc.ServiceCredential').of(known.credential)
            });
            return Object.defineProperty(made, 'profile_', {
                value: known.profile && runtime.classOf('dw.svc.ServiceProfile').of(known.profile)
            });
        }
    },
    properties: {
        ID: { get: function (self) { return self.known_.id; } },
        serviceType: { get: function (self) { return self.known_.type; } },
        credential: { get: function (self) { return self.credential_; } },
        profile: { get: function (self) { return self.profile_; } },
        custom: { get: function () { return {}; } }
    }
});

module.exports = ServiceConfig;
