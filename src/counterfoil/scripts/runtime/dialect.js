/*
 * What translated scripts call: the values a `for each` goes through, and the classes of imported packages.
 */
'use strict';

function helper(name, value) {
    Object.defineProperty(globalThis, name, { value: value, writable: false, configurable: false, enumerable: false });
}

/* Arrays, texts and collections give their elements; any other object the values of its properties; nothing gives none. */
helper('__each', function __each(collection) {
    if (collection === null || collection === undefined) {
        return [];
    }
    if (typeof collection[Symbol.iterator] === 'function') {
        return collection;
    }
    const values = [];
    for (const key in Object(collection)) {
        values.push(collection[key]);
    }
    return values;
});

/* The class of the first of the packages that has it; a name that none has is what it would have been without them. */
helper('__imported', function __imported(name) {
    for (let at = 1; at < arguments.length; at += 1) {
        const full = arguments[at] + '.' + name;
        if (runtime.ask('known_class', full)) {
            return runtime.classOf(full);
        }
    }
    return globalThis[name];
});
