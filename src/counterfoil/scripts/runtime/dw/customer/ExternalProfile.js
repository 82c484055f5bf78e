'use strict';

module.exports = runtime.define('dw.customer.ExternalProfile', {
    properties: {
        authenticationProviderID: runtime.text('authentication_provider_id'),
        externalID: runtime.text('external_id'),
        email: runtime.text('email', true),
        customer: { get: function (self) { return runtime.ownerOf(self); } },
        lastLoginTime: { get: function (self) { return runtime.ownerOf(self).profile.lastLoginTime; } }
    }
});
