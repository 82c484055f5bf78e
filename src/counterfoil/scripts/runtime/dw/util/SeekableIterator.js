'use strict';

const SeekableIterator = runtime.define('dw.util.SeekableIterator', {
    extends: 'dw.util.Iterator',
    statics: {
        over: function (items) {
            const made = Object.create(SeekableIterator.prototype);
            Object.defineProperty(made, 'items_', { value: items });
            Object.defineProperty(made, 'at_', { value: 0, writable: true });
            return made;
        }
    },
    properties: {
        count: { get: function (self) { return self.items_.length; } }
    },
    methods: {
        forward: function (number, most) {
            this.at_ = Math.min(this.items_.length, this.at_ + Math.max(0, Number(number)));
            if (most !== undefined) {
                const rest = this.items_.slice(this.at_, this.at_ + Number(most));
                this.items_.splice(0, this.items_.length, ...rest);
                this.at_ = 0;
            }
        },
        /* The next element, or null; the iterator is of no more use. */
        first: function () {
            const found = this.hasNext() ? this.next() : null;
            this.close();
            return found;
        },
        close: function () {
            this.at_ = this.items_.length;
        }
    }
});

module.exports = SeekableIterator;
