'use strict';

/* The portion whose elements a test lets through, as a set of its own. */
function portion(self, test) {
    const made = new SortedSet(self.order_);
    self.items_.filter(test).forEach(function (item) { made.add(item); });
    return made;
}

function edge(self, at) {
    if (self.items_.length === 0) {
        throw runtime.error('NoSuchElementException', 'the set is empty');
    }
    return self.items_.at(at);
}

const SortedSet = runtime.define('dw.util.SortedSet', {
    extends: 'dw.util.Set',
    construct: function (given) {
        runtime.classOf('dw.util.List');   // which knows what orders
        const walked = runtime.walked(given);
        Object.defineProperty(this, 'order_', { value: runtime.comparison(walked ? null : given) });
        Object.defineProperty(this, 'items_', { value: [] });
        if (walked) {
            this.add.apply(this, runtime.itemsOf(given));
        }
    },
    methods: {
        add: function () {
            const self = this;
            const before = this.items_.length;
            for (const item of arguments) {
                if (!this.items_.some(function (one) { return self.order_(one, item) === 0; })) {
                    this.items_.push(item);
                }
            }
            this.items_.sort(this.order_);
            return this.items_.length > before;
        },
        contains: function (item) {
            const order = this.order_;
            return this.items_.some(function (one) { return order(one, item) === 0; });
        },
        first: function () { return edge(this, 0); },
        last: function () { return edge(this, -1); },
        headSet: function (to) {
            const order = this.order_;
            return portion(this, function (item) { return order(item, to) < 0; });
        },
        tailSet: function (from) {
            const order = this.order_;
            return portion(this, function (item) { return order(item, from) >= 0; });
        },
        subSet: function (from, to) {
            const order = this.order_;
            return portion(this, function (item) { return order(item, from) >= 0 && order(item, to) < 0; });
        },
        clone: function () { return portion(this, function () { return true; }); }
    }
});

module.exports = SortedSet;
