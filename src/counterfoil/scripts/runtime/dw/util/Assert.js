'use strict';

function held(holds) {
    const arity = holds.length;
    return function () {
        if (!holds.apply(null, arguments)) {
            throw runtime.error('AssertionError', arguments[arity] === undefined ? 'assertion failed' : String(arguments[arity]));
        }
    };
}

function same(one, other) {
    runtime.classOf('dw.util.Collection');   // which knows what is the same
    return runtime.same(one, other);
}

module.exports = runtime.define('dw.util.Assert', {
    statics: {
        areEqual: held(function (one, other) { return same(one, other); }),
        areNotEqual: held(function (one, other) { return !same(one, other); }),
        areSame: held(function (one, other) { return one === other; }),
        fail: function (message) {
            throw runtime.error('AssertionError', message === undefined ? 'assertion failed' : String(message));
        },
        isEmpty: held(function (value) { return empty(value); }),
        isNotEmpty: held(function (value) { return !empty(value); }),
        isTrue: held(function (value) { return value === true; }),
        isFalse: held(function (value) { return value === false; }),
        isNull: held(function (value) { return value === null || value === undefined; }),
        isNotNull: held(function (value) { return value !== null && value !== undefined; }),
        isInstanceOf: held(function (kind, value) { return value instanceof kind; })
    }
});
