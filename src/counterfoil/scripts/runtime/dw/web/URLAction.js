'use strict';

module.exports = runtime.define('dw.web.URLAction', {
    construct: function (action, site, locale, host) {
        Object.defineProperties(this, {
            action_: { value: String(action) },
            site_: { value: site },
            locale_: { value: locale },
            host_: { value: host }
        });
    }
});
