'use strict';

/* A cache for each name; it lives in the worker, so another request may find it empty, as on the platform. */
const Cache = runtime.classOf('dw.system.Cache');

module.exports = runtime.define('dw.system.CacheMgr', {
    statics: {
        getCache: function (id) { return Cache.named(String(id)); }
    }
});
