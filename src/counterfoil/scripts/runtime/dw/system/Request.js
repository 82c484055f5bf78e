'use strict';

function fact(name) {
    return {
        get: function () {
            const value = runtime.call.frame.request[name];
            return value === undefined ? null : value;
        }
    };
}

/* What hooks pass on to later hooks of the same request; plain values outlast the call. */
const custom = {
    get: function () {
        if (runtime.call.custom === null) {
            runtime.call.custom = runtime.call.frame.custom || {};
        }
        return runtime.call.custom;
    }
};

module.exports = runtime.define('dw.system.Request', {
    properties: {
        clientId: fact('client_id'),
        custom: custom,
        httpMethod: fact('method'),
        httpPath: fact('path'),
        httpRemoteAddress: fact('remote_address'),
        locale: fact('locale'),
        ocapiVersion: fact('ocapi'),
        SCAPI: { get: function () { return false; }, flag: true }
    }
});
