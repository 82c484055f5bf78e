'use strict';

/* Facts of a site: asked for once in a call. */
const sites = runtime.perCall(function () { return new Map(); });

function facts(id) {
    const known = sites();
    let found = known.get(id);
    if (found === undefined) {
        found = runtime.ask('site', id);
        known.set(id, found);
    }
    return found;
}

function fact(name) {
    return { get: function (self) { return facts(self.id_)[name]; } };
}

function listed(name) {
    return { get: function (self) { return runtime.collection(facts(self.id_)[name].slice()); } };
}

const STATUSES = { online: 1, maintenance: 3, offline: 3, protected: 5 };
const objects = runtime.perCall(function () { return new Map(); });

function named(id) {
    const known = objects();
    let site = known.get(id);
    if (site === undefined) {
        site = Object.create(Site.prototype);
        Object.defineProperty(site, 'id_', { value: id });
        known.set(id, site);
    }
    return site;
}

const Site = runtime.define('dw.system.Site', {
    constants: { SITE_STATUS_ONLINE: 1, SITE_STATUS_MAINTENANCE: 3, SITE_STATUS_PROTECTED: 5 },
    staticProperties: {
        current: { get: function () { return named(runtime.call.frame.request.site); } },
        allSites: { get: function () { return runtime.collection(runtime.ask('site_ids').map(named)); } },
        calendar: { get: function () { return calendarIn(facts(runtime.call.frame.request.site).timezone); } }
    },
    properties: {
        ID: { get: function (self) { return self.id_; } },
        name: fact('name'),
        currencyCode: fact('currency'),
        defaultCurrency: fact('currency'),
        defaultLocale: fact('locale'),
        allowedCurrencies: listed('currencies'),
        allowedLocales: listed('locales'),
        httpHostName: { get: function () { return hostName(); } },
        httpsHostName: { get: function () { return hostName(); } },
        timezone: fact('timezone'),
        timezoneOffset: fact('timezone_offset'),
        status: { get: function (self) { return STATUSES[facts(self.id_).status]; } },
        einsteinSiteID: { get: function () { return ''; } },
        OMSEnabled: { get: function () { return false; }, flag: true },
        preferences: {
            get: function (self) { return runtime.classOf('dw.system.SitePreferences').of(facts(self.id_)); }
        }
    },
    methods: {
        getCustomPreferenceValue: function (name) {
            return this.preferences.custom[name];
        },
        setCustomPreferenceValue: function (name, value) {
            this.preferences.custom[name] = value;
        },
        toString: function () { return '[Site ' + this.id_ + ']'; }
    }
});

function hostName() {
    return runtime.call.frame.request.origin.replace(/^[a-z]+:\/\//, '');
}

function calendarIn(zone) {
    const calendar = new (runtime.classOf('dw.util.Calendar'))();
    calendar.setTimeZone(zone);
    return calendar;
}

module.exports = Site;
