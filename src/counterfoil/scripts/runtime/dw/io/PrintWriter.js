'use strict';

module.exports = runtime.define('dw.io.PrintWriter', {
    extends: 'dw.io.Writer',
    construct: function (writer) {
        Object.defineProperty(this, 'written_', { value: writer.written_ });
    },
    methods: {
        print: function (text) { this.write(text); },
        println: function (text) { this.write((text === undefined ? '' : String(text)) + '\n'); }
    }
});
