'use strict';

runtime.classOf('dw.util.Collection');   // runtime.same is its own

/* The key a map has for a key that is given: amounts and quantities are the same where they are equal. */
function ownKey(self, key) {
    if (key === null || typeof key !== 'object' || typeof key.equals !== 'function' || self.entries_.has(key)) {
        return key;
    }
    for (const own of self.entries_.keys()) {
        if (runtime.same(own, key)) {
            return own;
        }
    }
    return key;
}

/* Entries are kept in `entries_`, a Map of the language, in the order they were put. */
module.exports = runtime.define('dw.util.Map', {
    staticProperties: {
        EMPTY_MAP: { get: function () { return new (runtime.classOf('dw.util.HashMap'))(); } }
    },
    properties: {
        length: { get: function (self) { return self.entries_.size; }, hidden: true },
        empty: { get: function (self) { return self.entries_.size === 0; }, flag: true, hidden: true }
    },
    methods: {
        put: function (key, value) {
            const own = ownKey(this, key);
            const before = this.entries_.has(own) ? this.entries_.get(own) : null;
            this.entries_.set(own, value);
            return before;
        },
        get: function (key) {
            const own = ownKey(this, key);
            return this.entries_.has(own) ? this.entries_.get(own) : null;
        },
        containsKey: function (key) { return this.entries_.has(ownKey(this, key)); },
        containsValue: function (value) {
            return Array.from(this.entries_.values()).some(function (one) { return runtime.same(one, value); });
        },
        remove: function (key) {
            const own = ownKey(this, key);
            const before = this.entries_.has(own) ? this.entries_.get(own) : null;
            this.entries_.delete(own);
            return before;
        },
        putAll: function (other) {
            const self = this;
            const given = other.entries_ === undefined ? Object.entries(other) : Array.from(other.entries_);
            given.forEach(function (pair) { self.put(pair[0], pair[1]); });
        },
        clear: function () { this.entries_.clear(); },
        size: function () { return this.entries_.size; },
        keySet: function () { return runtime.classOf('dw.util.HashSet').from(Array.from(this.entries_.keys())); },
        values: function () { return runtime.collection(Array.from(this.entries_.values())); },
        entrySet: function () {
            const Entry = runtime.classOf('dw.util.MapEntry');
            return runtime.classOf('dw.util.HashSet').from(Array.from(this.entries_, function (pair) {
                return Entry.of(pair[0], pair[1]);
            }));
        },
        plain: function () {
            const plain = {};
            this.entries_.forEach(function (value, key) { plain[String(key)] = runtime.bare(value, true); });
            return plain;
        },
        toString: function () {
            return '{' + Array.from(this.entries_, function (pair) { return pair[0] + '=' + pair[1]; }).join(', ') + '}';
        },
        [Symbol.iterator]: function () { return this.values()[Symbol.iterator](); }
    }
});
