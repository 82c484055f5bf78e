'use strict';

/* It brings what fills in the parameters of a message. */
runtime.classOf('dw.system.StatusItem');

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

/* What the server's log takes, by its setting; what it does not take is still told, for the trace of the request. */
const LEVELS = ['debug', 'info', 'warning', 'error'];

function enabled(level) {
    return {
        get: function () {
            const call = runtime.call;
            const least = call === null ? undefined : call.frame.request.log_level;
            return LEVELS.indexOf(level) >= LEVELS.indexOf(least);
        },
        flag: true
    };
}

const flags = {
    debugEnabled: enabled('debug'), infoEnabled: enabled('info'), warnEnabled: enabled('warning'), errorEnabled: enabled('error')
};
const Log = runtime.define('dw.system.Log', {
    properties: flags,
    staticProperties: {
        NDC: { get: function () { return runtime.classOf('dw.system.LogNDC').only(); } }
    },
    statics: {
        flags: flags,
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
