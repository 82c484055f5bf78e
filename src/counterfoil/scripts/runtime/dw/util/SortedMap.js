'use strict';

function inOrder(self) {
    return Array.from(self.entries_.keys()).sort(self.order_);
}

/* The portion whose keys a test lets through, as a map of its own. */
function portion(self, test) {
    const made = new SortedMap(self.order_);
    self.entries_.forEach(function (value, key) {
        if (test(key)) {
            made.put(key, value);
        }
    });
    return made;
}

function edge(self, at) {
    const keys = inOrder(self);
    if (keys.length === 0) {
        throw runtime.error('NoSuchElementException', 'the map is empty');
    }
    return keys.at(at);
}

const SortedMap = runtime.define('dw.util.SortedMap', {
    extends: 'dw.util.Map',
    construct: function (order) {
        runtime.classOf('dw.util.List');   // which knows what orders
        Object.defineProperty(this, 'order_', { value: runtime.comparison(order) });
        return runtime.classOf('dw.internal.maps').keyed(this);
    },
    methods: {
        put: function (key, value) {
            const self = this;
            const own = Array.from(this.entries_.keys()).find(function (one) { return self.order_(one, key) === 0; });
            const before = own === undefined ? null : this.entries_.get(own);
            this.entries_.set(own === undefined ? key : own, value);
            if (own === undefined) {
                const sorted = Array.from(this.entries_).sort(function (one, other) { return self.order_(one[0], other[0]); });
                this.entries_.clear();
                sorted.forEach(function (pair) { self.entries_.set(pair[0], pair[1]); });
            }
            return before;
        },
        firstKey: function () { return edge(this, 0); },
        lastKey: function () { return edge(this, -1); },
        headMap: function (to) {
            const order = this.order_;
            return portion(this, function (key) { return order(key, to) < 0; });
        },
        tailMap: function (from) {
            const order = this.order_;
            return portion(this, function (key) { return order(key, from) >= 0; });
        },
        subMap: function (from, to) {
            const order = this.order_;
            return portion(this, function (key) { return order(key, from) >= 0 && order(key, to) < 0; });
        },
        clone: function () { return portion(this, function () { return true; }); }
    }
});

module.exports = SortedMap;
