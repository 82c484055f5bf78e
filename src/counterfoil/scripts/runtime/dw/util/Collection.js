'use strict';

/* Items are kept in `items_`, an array; subclasses decide what may be added. */
module.exports = runtime.define('dw.util.Collection', {
    properties: {
        length: { get: function (self) { return self.items_.length; }, hidden: true },
        empty: { get: function (self) { return self.items_.length === 0; }, flag: true, hidden: true }
    },
    methods: {
        size: function () { return this.items_.length; },
        iterator: function () { return runtime.classOf('dw.util.Iterator').over(this.items_); },
        contains: function (item) {
            const simple = item === null || typeof item !== 'object';
            return simple ? this.items_.includes(item) : this.items_.some(function (one) { return runtime.same(one, item); });
        },
        containsAll: function (items) {
            const self = this;
            return runtime.itemsOf(items).every(function (one) { return self.contains(one); });
        },
        toArray: function (start, size) {
            const begin = start || 0;
            return this.items_.slice(begin, size === undefined ? undefined : begin + size);
        },
        add: function () {
            for (const item of arguments) {
                this.items_.push(item);
            }
            return arguments.length > 0;
        },
        add1: function (item) { return this.add(item); },
        addAll: function (items) {
            const before = this.items_.length;
            for (const item of runtime.itemsOf(items)) {
                this.add(item);
            }
            return this.items_.length > before;
        },
        remove: function (item) {
            const at = this.items_.findIndex(function (one) { return runtime.same(one, item); });
            if (at >= 0) {
                this.items_.splice(at, 1);
            }
            return at >= 0;
        },
        removeAll: function (items) {
            const self = this;
            return runtime.itemsOf(items).map(function (one) { return self.remove(one); }).some(Boolean);
        },
        retainAll: function (items) {
            const kept = runtime.itemsOf(items);
            const before = this.items_.length;
            const rest = this.items_.filter(function (one) {
                return kept.some(function (other) { return runtime.same(one, other); });
            });
            this.items_.length = 0;
            this.items_.push.apply(this.items_, rest);
            return rest.length < before;
        },
        clear: function () { this.items_.length = 0; },
        toString: function () { return '[' + this.items_.join(', ') + ']'; },
        [Symbol.iterator]: function () { return this.items_[Symbol.iterator](); }
    }
});

runtime.same = function (one, other) {
    if (one === other) {
        return true;
    }
    return one !== null && typeof one === 'object' && typeof one.equals === 'function' && one.equals(other) === true;
};

/* Say whether a value is a collection, an array or something else that can be walked. */
runtime.walked = function (value) {
    return value !== null && typeof value === 'object' && typeof value[Symbol.iterator] === 'function';
};

/* The items of what can be walked. */
runtime.itemsOf = function (items) {
    if (items === null || items === undefined) {
        return [];
    }
    return Array.isArray(items) ? items : Array.from(items);
};
