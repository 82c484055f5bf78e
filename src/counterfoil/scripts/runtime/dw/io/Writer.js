'use strict';

/* What is written is kept in `written_`: there are no files here, only text. */
module.exports = runtime.define('dw.io.Writer', {
    construct: function () {
        throw runtime.error('NotHereError', 'this server has no files or streams to write to: use dw.io.StringWriter ('
            + runtime.here() + ')');
    },
    methods: {
        write: function (text, from, length) {
            const whole = String(text);
            this.written_.push(from === undefined ? whole : whole.slice(from, from + length));
        },
        flush: function () {},
        close: function () {}
    }
});
