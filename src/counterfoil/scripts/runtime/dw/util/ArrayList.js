'use strict';

/* A number as key is the item there, as with arrays: list[0]. */
const indexed = {
    get: function (target, key, receiver) {
        if (typeof key === 'string' && /^\d+$/.test(key)) {
            return target.items_[Number(key)];
        }
        return Reflect.get(target, key, receiver);
    },
    has: function (target, key) {
        return typeof key === 'string' && /^\d+$/.test(key) ? Number(key) < target.items_.length : Reflect.has(target, key);
    },
    set: function (target, key, value, receiver) {
        if (typeof key === 'string' && /^\d+$/.test(key)) {
            target.items_[Number(key)] = value;
            return true;
        }
        return Reflect.set(target, key, value, receiver);
    },
    ownKeys: function (target) {
        return target.items_.map(function (_, at) { return String(at); }).concat(Reflect.ownKeys(target));
    },
    getOwnPropertyDescriptor: function (target, key) {
        if (typeof key === 'string' && /^\d+$/.test(key) && Number(key) < target.items_.length) {
            return { value: target.items_[Number(key)], writable: true, enumerable: true, configurable: true };
        }
        return Reflect.getOwnPropertyDescriptor(target, key);
    }
};

function made(items) {
    const list = Object.create(ArrayList.prototype);
    Object.defineProperty(list, 'items_', { value: items });
    return new Proxy(list, indexed);
}

const ArrayList = runtime.define('dw.util.ArrayList', {
    extends: 'dw.util.List',
    construct: function () {
        const given = Array.from(arguments);
        const one = given.length === 1 ? given[0] : undefined;
        const none = given.length === 1 && (one === null || one === undefined);
        const items = none ? [] : runtime.walked(one) ? runtime.itemsOf(one).slice() : given;
        Object.defineProperty(this, 'items_', { value: items });
        return new Proxy(this, indexed);
    },
    statics: {
        from: made
    },
    methods: {
        clone: function () { return made(this.items_.slice()); }
    }
});

module.exports = ArrayList;
