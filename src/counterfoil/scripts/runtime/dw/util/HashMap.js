'use strict';

/* A name that is no member is a key, as the platform has it: map.colour is map.get('colour'). */
const keyed = {
    get: function (target, key, receiver) {
        if (typeof key === 'string' && target.entries_.has(key)) {
            return target.entries_.get(key);
        }
        const member = typeof key === 'symbol' || Object.hasOwn(target, key) || Reflect.has(HashMap.prototype, key);
        return member ? Reflect.get(target, key, receiver) : null;
    },
    set: function (target, key, value) {
        target.entries_.set(key, value);
        return true;
    }
};

const HashMap = runtime.define('dw.util.HashMap', {
    extends: 'dw.util.Map',
    construct: function () {
        Object.defineProperty(this, 'entries_', { value: new Map() });
        return new Proxy(this, keyed);
    },
    methods: {
        clone: function () {
            const other = new HashMap();
            other.putAll(this);
            return other;
        }
    }
});

module.exports = HashMap;
