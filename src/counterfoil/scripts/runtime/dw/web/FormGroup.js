'use strict';

module.exports = runtime.define('dw.web.FormGroup', {
    extends: 'dw.web.FormElement',
    properties: {
        childCount: { get: function (self) { return Object.keys(self).length; } },
        object: { get: function () { return null; } },
        submittedAction: { get: function () { return null; } },
        triggeredAction: { get: function () { return null; } }
    }
});
