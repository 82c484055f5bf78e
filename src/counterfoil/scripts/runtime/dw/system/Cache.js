'use strict';

/* Values are kept as text by the worker, outside of the realm: what comes out of a cache is nobody else's object. */
const Cache = runtime.define('dw.system.Cache', {
    statics: {
        named: function (id) {
            const cache = Object.create(Cache.prototype);
            /* Sites share a worker, not what they keep. */
            Object.defineProperty(cache, 'id_', { value: runtime.call.frame.request.site + '\n' + id });
            return cache;
        }
    },
    methods: {
        get: function (key, loader) {
            const found = runtime.ask('cache_get', [this.id_, String(key)]);
            if (found !== null) {
                return found.value;
            }
            if (typeof loader !== 'function') {
                return undefined;
            }
            const made = loader();
            if (made !== undefined) {
                this.put(key, made);
            }
            return made;
        },
        put: function (key, value) {
            runtime.ask('cache_put', [this.id_, String(key), { value: value === undefined ? null : value }]);
        },
        invalidate: function (key) {
            runtime.ask('cache_drop', [this.id_, String(key)]);
        }
    }
});

module.exports = Cache;
