'use strict';

/* The nested context of a call's log lines: a stack of words. */
const words = runtime.perCall(function () { return []; });

const LogNDC = runtime.define('dw.system.LogNDC', {
    statics: {
        only: function () { return Object.create(LogNDC.prototype); }
    },
    methods: {
        push: function (message) { words().push(String(message)); },
        pop: function () { return words().pop() || ''; },
        peek: function () { return words()[words().length - 1] || ''; },
        remove: function () { words().length = 0; }
    }
});

module.exports = LogNDC;
