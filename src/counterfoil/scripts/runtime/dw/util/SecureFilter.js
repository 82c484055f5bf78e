'use strict';

module.exports = runtime.define('dw.util.SecureFilter', {
    statics: runtime.classOf('dw.internal.escapes').statics(function () { return ''; })
});
