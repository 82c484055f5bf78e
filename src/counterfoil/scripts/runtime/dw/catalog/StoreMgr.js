'use strict';

const known = runtime.perCall(function () { return new Map(); });

function wrapped(node) {
    if (node !== null && !known().has(node.store_id)) {
        const root = runtime.root('store', {}, { writable: false });
        known().set(node.store_id, runtime.wrap('dw.catalog.Store', node, root));
    }
    return node === null ? null : known().get(node.store_id);
}

/* The stores near a place with their distances, the nearest first. */
function near(asked, query, given) {
    asked.query = query;
    asked.arguments = given.map(function (one) { return runtime.bare(one, true); });
    const map = new (runtime.classOf('dw.util.LinkedHashMap'))();
    for (const pair of runtime.ask('stores_near', asked)) {
        map.put(wrapped(pair[0]), pair[1]);
    }
    return map;
}

module.exports = runtime.define('dw.catalog.StoreMgr', {
    staticProperties: {
        allStoreGroups: { get: function () { return runtime.collection([]); } },
        storeIDFromSession: { get: function () { return null; } }
    },
    statics: {
        getStore: function (id) {
            const name = String(id);
            return known().has(name) ? known().get(name) : wrapped(runtime.ask('store', name));
        },
        searchStoresByCoordinates: function (latitude, longitude, unit, most, query) {
            const asked = { latitude: Number(latitude), longitude: Number(longitude), unit: String(unit), most: Number(most) };
            return near(asked, query || null, Array.prototype.slice.call(arguments, 5));
        },
        searchStoresByPostalCode: function (country, code, unit, most, query) {
            const asked = { country_code: String(country), postal_code: String(code), unit: String(unit), most: Number(most) };
            return near(asked, query || null, Array.prototype.slice.call(arguments, 5));
        },
        /* Those that a query finds, for SystemObjectMgr. */
        searched: function (query, sort, given) {
            const bare = given.map(function (one) { return runtime.bare(one, true); });
            return runtime.ask('search_stores', { query: query, sort: sort, arguments: bare }).map(wrapped);
        },
        getStoreGroup: function () { return null; }
    }
});
