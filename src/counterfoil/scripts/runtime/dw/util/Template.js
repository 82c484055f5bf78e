'use strict';

/* There is no renderer of storefront templates: one can be made and given a locale, and rendering says what is missing. */
module.exports = runtime.define('dw.util.Template', {
    construct: function (name, locale) {
        Object.defineProperty(this, 'name_', { value: String(name) });
        Object.defineProperty(this, 'locale_', { value: locale === undefined ? null : locale, writable: true });
    },
    methods: {
        setLocale: function (locale) {
            this.locale_ = locale;
            return this;
        },
        render: function () {
            throw runtime.error(
                'NotHereError',
                'the template ' + this.name_ + ' cannot be rendered: this server has no templates of storefronts ('
                    + runtime.here() + '). ' + runtime.whereToAsk
            );
        }
    }
});
