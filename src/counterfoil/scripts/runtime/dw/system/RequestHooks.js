'use strict';

module.exports = runtime.define('dw.system.RequestHooks', {
    constants: {
        extensionPointOnRequest: 'dw.system.request.onRequest',
        extensionPointOnSession: 'dw.system.request.onSession'
    }
});
