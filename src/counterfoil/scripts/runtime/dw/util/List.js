'use strict';

function checked(self, at) {
    if (at < 0 || at >= self.items_.length) {
        throw runtime.error('IndexOutOfBoundsException', 'Index: ' + at + ', Size: ' + self.items_.length);
    }
    return at;
}

module.exports = runtime.define('dw.util.List', {
    extends: 'dw.util.Collection',
    staticProperties: {
        /* An empty list that cannot be changed. */
        EMPTY_LIST: { get: function () { return runtime.collection(Object.freeze([])); } }
    },
    methods: {
        get: function (at) { return this.items_[checked(this, at)]; },
        set: function (at, item) {
            const before = this.items_[checked(this, at)];
            this.items_[at] = item;
            return before;
        },
        addAt: function (at, item) { this.items_.splice(at, 0, item); },
        removeAt: function (at) { return this.items_.splice(checked(this, at), 1)[0]; },
        indexOf: function (item) { return this.items_.findIndex(function (one) { return runtime.same(one, item); }); },
        lastIndexOf: function (item) {
            for (let at = this.items_.length - 1; at >= 0; at -= 1) {
                if (runtime.same(this.items_[at], item)) {
                    return at;
                }
            }
            return -1;
        },
        push: function () {
            this.items_.push.apply(this.items_, arguments);
            return this.items_.length;
        },
        pop: function () { return this.items_.length === 0 ? null : this.items_.pop(); },
        shift: function () { return this.items_.length === 0 ? null : this.items_.shift(); },
        unshift: function () {
            this.items_.unshift.apply(this.items_, arguments);
            return this.items_.length;
        },
        reverse: function () { this.items_.reverse(); },
        shuffle: function () { this.items_.sort(function () { return Math.random() - 0.5; }); },
        sort: function (order) { this.items_.sort(runtime.comparison(order)); },
        swap: function (one, other) {
            const first = this.items_[checked(this, one)];
            this.items_[one] = this.items_[checked(this, other)];
            this.items_[other] = first;
        },
        rotate: function (distance) {
            const count = this.items_.length;
            const left = count === 0 ? 0 : ((-distance % count) + count) % count;
            this.items_.push.apply(this.items_, this.items_.splice(0, left));
        },
        fill: function (item) { this.items_.fill(item); },
        slice: function (from, to) { return runtime.collection(this.items_.slice(from, to)); },
        subList: function (from, to) { return runtime.collection(this.items_.slice(from, to)); },
        concat: function () {
            const lists = Array.from(arguments);
            return runtime.collection(lists.reduce(function (all, one) {
                return all.concat(runtime.walked(one) ? runtime.itemsOf(one) : [one]);
            }, this.items_));
        },
        join: function (separator) {
            return this.items_.join(separator === undefined || separator === null ? ',' : separator);
        },
        replaceAll: function (before, after) {
            const self = this;
            let found = false;
            this.items_.forEach(function (one, at) {
                if (runtime.same(one, before)) {
                    self.items_[at] = after;
                    found = true;
                }
            });
            return found;
        }
    }
});

/* What sorts: nothing, a function, or a dw.util.PropertyComparator. */
runtime.comparison = function (order) {
    if (order === undefined || order === null) {
        return function (one, other) {
            const first = one !== null && typeof one === 'object' ? one.valueOf() : one;
            const second = other !== null && typeof other === 'object' ? other.valueOf() : other;
            return first < second ? -1 : Number(first > second);
        };
    }
    return typeof order === 'function' ? order : function (one, other) { return order.compare(one, other); };
};
