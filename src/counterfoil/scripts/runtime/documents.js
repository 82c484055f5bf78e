/*
 * Documents of requests and answers as scripts see them: every property by its wire name and in camel case; lists are
 * arrays that can be walked like collections too.
 */
'use strict';

const PLAIN = Symbol('plain');

runtime.snake = function (name) {
    return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
};

const shapes = new Map();   // what documents of a type have, by its name
const NO_SHAPE = { lists: new Set(), within: {} };

function shapeOf(type) {
    if (typeof type !== 'string') {
        return NO_SHAPE;
    }
    if (!shapes.has(type)) {
        const told = runtime.ask('document_shape', type);
        shapes.set(type, told === null ? NO_SHAPE : { lists: new Set(told.lists), within: told.within });
    }
    return shapes.get(type);
}

/* A document, or a list of documents; those of a request do not say of what type they are. */
runtime.document = function (plain, onChange, type) {
    const views = new WeakMap();

    function view(value, typeOfValue) {
        if (value === null || typeof value !== 'object') {
            return value;
        }
        let found = views.get(value);
        if (found === undefined) {
            found = Array.isArray(value) ? listView(value, typeOfValue) : objectView(value, typeOfValue);
            views.set(value, found);
        }
        return found;
    }

    function stored(name, value) {
        const bare = runtime.bare(value, typeof name === 'string' && name.startsWith('c_'));
        onChange();
        return bare;
    }

    function nameIn(object, key) {
        if (typeof key !== 'string' || Object.hasOwn(object, key) || key.startsWith('c_')) {
            return key;
        }
        const snake = runtime.snake(key);
        return snake;
    }

    /* A list that a document does not have is empty, as collections of the platform are, and there once something is put in. */
    function emptyList(target, name, waiting, typeOfItems) {
        if (!waiting.has(name)) {
            const list = [];
            waiting.set(name, listView(list, typeOfItems, function () { target[name] = list; }));
            views.set(list, waiting.get(name));
        }
        return waiting.get(name);
    }

    function objectView(object, typeToldOfIt) {
        const waiting = new Map();   // lists the document has not, by name
        const shape = shapeOf(typeToldOfIt || object._type);
        return new Proxy(object, {
            get: function (target, key, receiver) {
                if (key === PLAIN) {
                    return target;
                }
                if (typeof key === 'symbol') {
                    return Reflect.get(target, key, receiver);
                }
                const name = nameIn(target, key);
                if (Object.hasOwn(target, name)) {
                    return view(target[name], shape.within[name]);
                }
                if (key === 'custom') {
                    return customView(target);
                }
                if (shape.lists.has(name)) {
                    return emptyList(target, name, waiting, shape.within[name]);
                }
                return key in Object.prototype ? Object.prototype[key] : accessor(target, key, receiver);
            },
            has: function (target, key) {
                return Reflect.has(target, key) || Object.hasOwn(target, nameIn(target, key));
            },
            set: function (target, key, value) {
                const name = nameIn(target, key);
                target[name] = stored(name, value);
                return true;
            },
            deleteProperty: function (target, key) {
                onChange();
                return Reflect.deleteProperty(target, nameIn(target, key));
            }
        });
    }

    /* doc.getOrderNo() and doc.setOrderNo(value), as Java beans have them. */
    function accessor(target, key, whole) {
        const match = /^(get|set|is)([A-Z].*)$/.exec(key);
        if (match === null) {
            return undefined;
        }
        const name = nameIn(target, match[2].charAt(0).toLowerCase() + match[2].slice(1));
        if (match[1] === 'set') {
            return function (value) {
                target[name] = stored(name, value);
            };
        }
        return Object.hasOwn(target, name) || match[1] === 'get'
            ? function () {
                const found = whole[name];
                return found === undefined ? null : found;
            }
            : undefined;
    }

    function customView(target) {
        return new Proxy(target, {
            get: function (object, key) {
                if (typeof key !== 'string') {
                    return undefined;
                }
                const inherited = key in Object.prototype && !Object.hasOwn(object, 'c_' + key);
                return inherited ? Object.prototype[key] : view(object['c_' + key]);
            },
            has: function (object, key) {
                return Object.hasOwn(object, 'c_' + String(key));
            },
            getOwnPropertyDescriptor: function (object, key) {
                const value = view(object['c_' + String(key)]);
                return value === undefined ? undefined
                    : { value: value, enumerable: true, configurable: true, writable: true };
            },
            set: function (object, key, value) {
                object['c_' + String(key)] = stored('c_', value);
                return true;
            }
        });
    }

    function listView(list, typeOfItems, attach) {
        const changes = attach === undefined ? onChange : function () {
            attach();
            onChange();
        };
        return new Proxy(list, {
            get: function (target, key, receiver) {
                if (key === PLAIN) {
                    return target;
                }
                if (typeof key === 'string' && /^\d+$/.test(key)) {
                    return view(target[key], typeOfItems);
                }
                if (typeof key === 'string' && Object.hasOwn(LIST, key)) {
                    return LIST[key](receiver, target);
                }
                return Reflect.get(target, key, receiver);
            },
            set: function (target, key, value) {
                changes();
                if (key === 'length') {
                    target.length = value;
                } else {
                    target[key] = stored(key, value);
                }
                return true;
            },
            deleteProperty: function (target, key) {
                changes();
                return Reflect.deleteProperty(target, key);
            }
        });
    }

    return view(plain, type);
};

/* What a list of a document has beside the methods of an array. */
const LIST = {
    empty: function (view, target) { return target.length === 0; },
    size: function (view, target) { return function () { return target.length; }; },
    getLength: function (view, target) { return function () { return target.length; }; },
    isEmpty: function (view, target) { return function () { return target.length === 0; }; },
    toArray: function (view, target) { return function () { return target.map(function (_, at) { return view[at]; }); }; },
    get: function (view) { return function (at) { return view[at]; }; },
    add: function (view) { return function (value) { view.push(value); return true; }; },
    contains: function (view) { return function (value) { return view.indexOf(value) >= 0; }; },
    iterator: function (view) {
        return function () { return runtime.classOf('dw.util.Iterator').over(view); };
    }
};

/*
 * The plain form of what a script puts into a document: views give what they show, values of the script API their own.
 * Names in camel case become wire names, but for what stands in a custom attribute.
 */
runtime.bare = function (value, verbatim) {
    if (value === null || value === undefined || typeof value === 'function') {
        return null;
    }
    if (typeof value !== 'object') {
        return value;
    }
    if (value[PLAIN] !== undefined) {
        return value[PLAIN];
    }
    if (value instanceof Date) {
        return value.toISOString();
    }
    if (Array.isArray(value)) {
        return value.map(function (one) { return runtime.bare(one, verbatim); });
    }
    if (value instanceof runtime.Base) {
        return runtime.bareValue(value, verbatim);
    }
    const bare = {};
    for (const key of Object.keys(value)) {
        const custom = verbatim || key.startsWith('c_');
        const one = runtime.bare(value[key], custom);
        if (one !== null) {
            bare[custom ? key : runtime.snake(key)] = one;
        }
    }
    return bare;
};

runtime.bareValue = function (value, verbatim) {
    if (runtime.isWrapped(value)) {
        return runtime.node(value);
    }
    if (typeof value.toArray === 'function') {
        return runtime.bare(value.toArray(), verbatim);
    }
    return typeof value.plain === 'function' ? value.plain() : String(value);
};
