'use strict';

function held(name, start, flag) {
    return {
        get: function (self) { return self[name + '_'] === undefined ? start : self[name + '_']; },
        set: function (self, value) { Object.defineProperty(self, name + '_', { value: value, configurable: true }); },
        flag: flag
    };
}

/* Bodies and headers of calls are never logged, so that there is nothing to keep out of them. */
module.exports = runtime.define('dw.net.HTTPClientLoggingConfig', {
    construct: function () {},
    properties: {
        enabled: held('enabled', false, true),
        level: held('level', 'INFO'),
        sensitiveBodyFields: held('sensitiveBodyFields', null),
        sensitiveHeaders: held('sensitiveHeaders', null),
        sensitiveJsonFields: held('sensitiveJsonFields', null),
        sensitiveXmlFields: held('sensitiveXmlFields', null)
    },
    methods: {
        setSensitiveTextPatterns: function () {}
    }
});
