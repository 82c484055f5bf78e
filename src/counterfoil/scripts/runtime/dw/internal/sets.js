/* Sets that differ by name alone: those of either class keep the order in which items came. */
'use strict';

module.exports = Object.freeze({
    define: function (name) {
        const Made = runtime.define(name, {
            extends: 'dw.util.Set',
            construct: function () {
                Object.defineProperty(this, 'items_', { value: [] });
                const self = this;
                runtime.itemsOf(arguments.length === 1 ? arguments[0] : arguments).forEach(function (item) {
                    self.add(item);
                });
            },
            statics: {
                /* Items that are known to differ. */
                from: function (items) {
                    return Object.defineProperty(Object.create(Made.prototype), 'items_', { value: items });
                }
            },
            methods: {
                clone: function () { return new Made(this.items_); }
            }
        });
        return Made;
    }
});
