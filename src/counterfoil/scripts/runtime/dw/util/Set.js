'use strict';

module.exports = runtime.define('dw.util.Set', {
    extends: 'dw.util.Collection',
    staticProperties: {
        EMPTY_SET: { get: function () { return new (runtime.classOf('dw.util.HashSet'))(); } }
    },
    methods: {
        add: function () {
            let added = false;
            for (const item of arguments) {
                if (!this.contains(item)) {
                    this.items_.push(item);
                    added = true;
                }
            }
            return added;
        }
    }
});
