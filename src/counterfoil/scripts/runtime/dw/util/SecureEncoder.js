'use strict';

module.exports = runtime.define('dw.util.SecureEncoder', {
    statics: runtime.classOf('dw.internal.escapes').statics(function (rule, sign) { return rule.encode(sign); })
});
