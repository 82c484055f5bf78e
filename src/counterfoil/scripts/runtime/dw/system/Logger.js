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
        }
    }),
    staticProperties: Object.assign({ rootLogger: { get: function () { return logger('custom', ''); } } }, Log.flags)
});
