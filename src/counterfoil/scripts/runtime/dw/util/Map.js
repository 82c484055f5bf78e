'use strict';

/* Entries are kept in `entries_`, a Map of the language, in the order they were put. */
module.exports = runtime.define('dw.util.Map', {
    properties: {
        length: { get: function (self) { return self.entries_.size; } },
        empty: { get: function (self) { return self.entries_.size === 0; }, flag: true }
    },
    methods: {
        put: function (key, value) {
            const before = this.entries_.has(key) ? this.entries_.get(key) : null;
            this.entries_.set(key, value);
            return before;
        },
        get: function (key) { return this.entries_.has(key) ? this.entries_.get(key) : null; },
        containsKey: function (key) { return this.entries_.has(key); },
        containsValue: function (value) {
            return Array.from(this.entries_.values()).some(function (one) { return runtime.same(one, value); });
        },
        remove: function (key) {
            const before = this.get(key);
            this.entries_.delete(key);
            return before;
        },
        putAll: function (other) {
            const self = this;
            other.entries_.forEach(function (value, key) { self.entries_.set(key, value); });
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
        [Symbol.iterator]: function () { return this.values()[Symbol.iterator](); }
    }
});
