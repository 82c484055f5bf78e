'use strict';

const HashSet = runtime.define('dw.util.HashSet', {
    extends: 'dw.util.Set',
    construct: function () {
        Object.defineProperty(this, 'items_', { value: [] });
        const self = this;
        const given = arguments.length === 1 && typeof arguments[0] === 'object' ? arguments[0] : arguments;
        runtime.itemsOf(given).forEach(function (item) { self.add(item); });
    },
    statics: {
        from: function (items) { return new HashSet(items); }
    },
    methods: {
        clone: function () { return new HashSet(this.items_); }
    }
});

module.exports = HashSet;
