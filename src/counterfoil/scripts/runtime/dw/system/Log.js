'use strict';

function writes(level) {
    return function (message) {
        const parameters = Array.prototype.slice.call(arguments, 1);
        const error = parameters[parameters.length - 1];
        runtime.note('log', {
            level: level,
            category: this.category_ ? this.prefix_ + '.' + this.category_ : this.prefix_,
            message: runtime.filled(message, parameters) || String(message),
            error: error instanceof Error ? runtime.described(error) : undefined,
            place: runtime.here()
        });
    };
}

const enabled = { get: function () { return true; }, flag: true };
const Log = runtime.define('dw.system.Log', {
    properties: {
        debugEnabled: enabled, infoEnabled: enabled, warnEnabled: enabled, errorEnabled: enabled,
        NDC: { get: function () { return null; } }
    },
    statics: {
        named: function (prefix, category) {
            const log = Object.create(Log.prototype);
            Object.defineProperty(log, 'prefix_', { value: String(prefix) });
            Object.defineProperty(log, 'category_', { value: category ? String(category) : '' });
            return log;
        }
    },
    methods: {
        debug: writes('debug'), info: writes('info'), warn: writes('warn'), error: writes('error'), fatal: writes('error')
    }
});

module.exports = Log;
