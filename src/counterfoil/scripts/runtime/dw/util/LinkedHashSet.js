'use strict';

const LinkedHashSet = runtime.define('dw.util.LinkedHashSet', {
    extends: 'dw.util.Set',
    construct: function () {
        Object.defineProperty(this, 'items_', { value: [] });
        const self = this;
        runtime.itemsOf(arguments.length === 1 ? arguments[0] : arguments).forEach(function (item) { self.add(item); });
    },
    statics: {
        /* Items that are known to differ. */
        from: function (items) {
            return Object.defineProperty(Object.create(LinkedHashSet.prototype), 'items_', { value: items });
        }
    },
    methods: {
        clone: function () { return new LinkedHashSet(this.items_); }
    }
});

module.exports = LinkedHashSet;
