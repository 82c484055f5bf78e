'use strict';

module.exports = runtime.define('dw.web.FormAction', {
    extends: 'dw.web.FormElement',
    properties: {
        submitted: { get: function () { return false; }, flag: true },
        triggered: { get: function () { return false; }, flag: true },
        object: { get: function () { return null; } },
        label: { get: function () { return null; } },
        description: { get: function () { return null; } }
    }
});
