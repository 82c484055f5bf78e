'use strict';

module.exports = runtime.define('dw.svc.LocalServiceRegistry', {
    statics: {
        createService: function (id, callback) { return runtime.classOf('dw.internal.services').create(id, callback); }
    }
});
