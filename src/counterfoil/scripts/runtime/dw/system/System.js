'use strict';

const TYPES = { development: 0, staging: 1, production: 2 };
const facts = runtime.perCall(function () { return runtime.ask('system'); });

module.exports = runtime.define('dw.system.System', {
    constants: { DEVELOPMENT_SYSTEM: 0, STAGING_SYSTEM: 1, PRODUCTION_SYSTEM: 2 },
    staticProperties: {
        instanceType: { get: function () { return TYPES[facts().instance]; } },
        instanceHostname: { get: function () { return runtime.call.frame.request.origin.replace(/^[a-z]+:\/\//, ''); } },
        instanceTimeZone: { get: function () { return facts().timezone; } },
        compatibilityMode: { get: function () { return 2207; } },
        calendar: {
            get: function () {
                const calendar = new (runtime.classOf('dw.util.Calendar'))();
                calendar.setTimeZone(facts().timezone);
                return calendar;
            }
        },
        preferences: {
            get: function () {
                return runtime.classOf('dw.system.OrganizationPreferences').of(facts().custom_preferences);
            }
        }
    }
});
