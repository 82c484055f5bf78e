'use strict';

const FORM = /^([a-z]{2,3})(?:_([A-Z]{2}|[0-9]{3}))?$/;

function names(self) {
    return runtime.ask('locale_names', [self.language_, self.country_]);
}

const Locale = runtime.define('dw.util.Locale', {
    statics: {
        getLocale: function (id) {
            const text = id === null || id === undefined ? '' : String(id).replace('-', '_');
            const match = text === 'default' ? ['default', '', ''] : FORM.exec(text);
            return match === null ? null : Object.defineProperties(Object.create(Locale.prototype), {
                id_: { value: text },
                language_: { value: match[1] },
                country_: { value: match[2] || '' }
            });
        }
    },
    properties: {
        ID: { get: function (self) { return self.id_; } },
        language: { get: function (self) { return self.language_; } },
        country: { get: function (self) { return self.country_; } },
        ISO3Language: { get: function (self) { return names(self).iso3_language || ''; } },
        ISO3Country: { get: function (self) { return names(self).iso3_country || ''; } },
        displayLanguage: { get: function (self) { return names(self).language || self.language_; } },
        displayCountry: { get: function (self) { return names(self).country || self.country_; } },
        displayName: {
            get: function (self) {
                const language = self.displayLanguage;
                return self.country_ === '' ? language : language + ' (' + self.displayCountry + ')';
            }
        }
    },
    methods: {
        toString: function () { return this.id_; },
        equals: function (other) { return other instanceof Locale && other.id_ === this.id_; },
        plain: function () { return this.id_; }
    }
});

module.exports = Locale;
