'use strict';

module.exports = runtime.define('dw.io.StringWriter', {
    extends: 'dw.io.Writer',
    construct: function () {
        Object.defineProperty(this, 'written_', { value: [] });
    },
    methods: {
        toString: function () { return this.written_.join(''); },
        plain: function () { return this.toString(); }
    }
});
