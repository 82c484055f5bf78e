'use strict';

const Iterator = runtime.define('dw.util.Iterator', {
    statics: {
        over: function (items) {
            const made = Object.create(Iterator.prototype);
            Object.defineProperty(made, 'items_', { value: items });
            Object.defineProperty(made, 'at_', { value: 0, writable: true });
            return made;
        }
    },
    methods: {
        hasNext: function () { return this.at_ < this.items_.length; },
        next: function () {
            if (this.at_ >= this.items_.length) {
                throw runtime.error('NoSuchElementException', 'the iterator has no more elements');
            }
            const item = this.items_[this.at_];
            this.at_ += 1;
            return item;
        },
        asList: function (start, size) {
            const begin = this.at_ + (start || 0);
            const end = size === undefined ? undefined : begin + size;
            const found = Array.prototype.slice.call(this.items_, begin, end);
            this.at_ = this.items_.length;   // the iterator is used up
            return runtime.collection(found);
        },
        [Symbol.iterator]: function () {
            const self = this;
            return { next: function () { return self.hasNext() ? { value: self.next(), done: false } : { done: true }; } };
        }
    }
});

module.exports = Iterator;
