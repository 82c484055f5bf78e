'use strict';

const ServiceDefinition = runtime.define('dw.svc.ServiceDefinition', {
    statics: {
        of: function (id, callback) {
            return Object.defineProperty(Object.create(ServiceDefinition.prototype), 'definition_', {
                value: { id: id, callback: Object.assign({}, callback), mock: false, throws: false }
            });
        }
    },
    properties: {
        serviceName: { get: function (self) { return self.definition_.id; } },
        configuration: { get: function (self) { return self.service_().configuration; } },
        mock: { get: function (self) { return self.definition_.mock || self.service_().mock; }, flag: true },
        throwOnError: { get: function (self) { return self.definition_.throws; }, flag: true }
    },
    methods: {
        configure: function (callback) {
            Object.assign(this.definition_.callback, callback);
            return this;
        },
        setMock: function () {
            this.definition_.mock = true;
            return this;
        },
        setThrowOnError: function () {
            this.definition_.throws = true;
            return this;
        },
        service_: function () {
            const made = runtime.classOf('dw.internal.services').create(this.definition_.id, this.definition_.callback);
            if (this.definition_.mock) {
                made.setMock();
            }
            return this.definition_.throws ? made.setThrowOnError() : made;
        }
    }
});

module.exports = ServiceDefinition;
