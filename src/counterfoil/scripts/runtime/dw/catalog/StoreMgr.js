'use strict';

const known = runtime.perCall(function () { return new Map(); });

module.exports = runtime.define('dw.catalog.StoreMgr', {
    staticProperties: {
        allStoreGroups: { get: function () { return runtime.collection([]); } },
        storeIDFromSession: { get: function () { return null; } }
    },
    statics: {
        getStore: function (id) {
            const name = String(id);
            if (!known().has(name)) {
                const root = runtime.root('store', {}, { writable: false });
                known().set(name, runtime.wrap('dw.catalog.Store', runtime.ask('store', name), root));
            }
            return known().get(name);
        },
        getStoreGroup: function () { return null; }
    }
});
