'use strict';

module.exports = runtime.define('dw.web.URLParameter', {
    construct: function (name, value) {
        Object.defineProperties(this, { name_: { value: String(name) }, value_: { value: value } });
    }
});
