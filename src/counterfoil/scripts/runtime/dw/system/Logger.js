'use strict';

const Log = runtime.classOf('dw.system.Log');

function logger(prefix, category) {
    return Log.named(prefix, category);
}

const root = {};
for (const level of ['debug', 'info', 'warn', 'error', 'fatal']) {
    root[level] = function () {
        const log = logger('custom', '');
        return log[level].apply(log, arguments);
    };
}

module.exports = runtime.define('dw.system.Logger', {
    statics: Object.assign(root, {
        getLogger: function (first, second) {
            return second === undefined ? logger('custom', first) : logger(first, second);
        },
        getRootLogger: function () { return logger('custom', ''); },
        isDebugEnabled: function () { return true; },
        isInfoEnabled: function () { return true; },
        isWarnEnabled: function () { return true; },
        isErrorEnabled: function () { return true; }
    }),
    staticProperties: {
        rootLogger: { get: function () { return logger('custom', ''); } },
        debugEnabled: { get: function () { return true; }, flag: true },
        infoEnabled: { get: function () { return true; }, flag: true },
        warnEnabled: { get: function () { return true; }, flag: true },
        errorEnabled: { get: function () { return true; }, flag: true }
    }
});
