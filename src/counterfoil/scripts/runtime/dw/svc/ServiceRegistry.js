'use strict';

/* Definitions live as long as the call, since modules do: whoever gets a service has configured it in the same call. */
function definitions() {
    const call = runtime.call;
    call.services = call.services || new Map();
    return call.services;
}

module.exports = runtime.define('dw.svc.ServiceRegistry', {
    statics: {
        configure: function (id, callback) {
            const definition = runtime.classOf('dw.svc.ServiceDefinition').of(String(id), callback);
            definitions().set(String(id), definition);
            return definition;
        },
        isConfigured: function (id) { return definitions().has(String(id)); },
        getDefinition: function (id) {
            const found = definitions().get(String(id));
            if (found === undefined) {
                throw runtime.error('IllegalStateException', 'the service ' + id + ' was not configured in this call');
            }
            return found;
        },
        get: function (id) { return this.getDefinition(id).service_(); }
    }
});
