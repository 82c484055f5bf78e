'use strict';

/* There are no stubs of a WSDL here: a callback brings its own client, or is mocked. */
module.exports = runtime.define('dw.svc.SOAPService', {
    extends: 'dw.svc.Service',
    properties: {
        authentication: {
            get: function (self) { return self.service_.http.authentication; },
            set: function (self, value) { self.service_.http.authentication = value; }
        },
        serviceClient: {
            get: function (self) { return self.service_.client || null; },
            set: function (self, value) { self.service_.client = value; }
        }
    },
    methods: {
        setAuthentication: function (value) {
            this.authentication = value;
            return this;
        },
        setServiceClient: function (value) {
            this.serviceClient = value;
            return this;
        }
    }
});
