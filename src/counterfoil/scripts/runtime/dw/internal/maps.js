/* Maps whose keys are members too: map.colour is map.get('colour'), unless the class has a member of that name. */
'use strict';

function isMember(target, key) {
    return typeof key === 'symbol' || Reflect.has(target, key);
}

const handler = {
    get: function (target, key, receiver) {
        if (isMember(target, key)) {
            return Reflect.get(target, key, receiver);
        }
        return target.entries_.has(key) ? target.entries_.get(key) : null;
    },
    has: function (target, key) { return target.entries_.has(key) || isMember(target, key); },
    set: function (target, key, value) {
        target.put(key, value);
        return true;
    },
    deleteProperty: function (target, key) {
        target.entries_.delete(key);
        return true;
    },
    ownKeys: function (target) {
        const keys = Array.from(target.entries_.keys()).filter(function (key) { return typeof key === 'string'; });
        return Reflect.ownKeys(target).concat(keys.filter(function (key) { return !Object.hasOwn(target, key); }));
    },
    getOwnPropertyDescriptor: function (target, key) {
        if (!Object.hasOwn(target, key) && target.entries_.has(key)) {
            return { value: target.entries_.get(key), writable: true, enumerable: true, configurable: true };
        }
        return Reflect.getOwnPropertyDescriptor(target, key);
    }
};

module.exports = Object.freeze({
    keyed: function (map) {
        Object.defineProperty(map, 'entries_', { value: new Map() });
        return new Proxy(map, handler);
    }
});
