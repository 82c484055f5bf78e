'use strict';

/* Forms belong to the storefront: none is filled in for a call of the API. */
const Forms = runtime.define('dw.web.Forms', {
    statics: {
        none: function () { return Object.create(Forms.prototype); }
    }
});

module.exports = Forms;
