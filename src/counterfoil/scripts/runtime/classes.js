/*
 * Classes of the script API, written as tables: `runtime.define(name, spec)`.
 *
 * spec: {extends, construct(...arguments), constants: {NAME: value}, properties: {name: property}, methods: {name: function},
 *        statics: {name: function}, staticProperties: {name: property}}
 * A property is {get(self), set(self, value)?, flag?, hidden?}: it becomes `name`, `getName()` (and `isName()` for a flag), and
 * with `set` also `setName(value)`; a hidden one is not walked by for…in. Objects that stand for a part of a container hold its plain form: `runtime.node(self)`.
 */
'use strict';

const stringify = JSON.stringify;
const parse = JSON.parse;
const NODE = Symbol('node');
const ROOT = Symbol('root');

/* What stands before Object.prototype in every object of the script API: a member nobody defined is told by name. */
function watched(target, describe) {
    return new Proxy(target, {
        get: function (object, key, receiver) {
            if (typeof key === 'symbol' || key in object) {
                return Reflect.get(object, key, receiver);
            }
            return unknownMember(describe(receiver), key);
        },
        set: function (object, key, value, receiver) {
            if (typeof key !== 'symbol' && !(key in object)) {
                const name = describe(receiver);
                if (name) {
                    runtime.note('ignored', { member: name + '.' + key, place: runtime.here() });
                    return true;
                }
            }
            return Reflect.set(object, key, value, receiver);
        }
    });
}

const QUIET = new Set(['toJSON', 'then', 'constructor', 'prototype', 'length', 'name', 'caller', 'arguments', 'apply', 'call']);

function unknownMember(className, key) {
    if (!className || QUIET.has(key)) {
        return undefined;
    }
    const member = className + '.' + key;
    const kind = runtime.ask('known_member', [className, key]);
    runtime.note('missing', { member: member, known: kind, place: runtime.here() });
    if (kind !== 'method') {
        return undefined;   // what is only looked for may be missing: code tests for members it can do without
    }
    return function () {
        throw runtime.notHere(member);
    };
}

function Base() {}
Base.prototype = Object.create(watched(Object.prototype, function (receiver) {
    return receiver !== null && typeof receiver === 'object' ? receiver.constructor.className : null;
}));
Object.defineProperty(Base.prototype, 'constructor', { value: Base });
Object.defineProperty(Base.prototype, 'toString', {
    value: function () {
        return '[' + this.constructor.className.split('.').pop() + ']';
    },
    writable: true
});
Object.defineProperty(Base, 'className', { value: null });
Object.setPrototypeOf(Base, watched(Function.prototype, function (receiver) {
    return typeof receiver === 'function' ? receiver.className : null;
}));

runtime.Base = Base;

function capital(name) {
    return name.charAt(0).toUpperCase() + name.slice(1);
}

function addProperty(target, name, property, self) {
    const get = function () {
        return property.get(self ? self(this) : this);
    };
    const set = property.set && function (value) {
        property.set(self ? self(this) : this, value);
    };
    Object.defineProperty(target, name, { get: get, set: set || undefined, enumerable: !property.hidden, configurable: true });
    addMethod(target, 'get' + capital(name), get);
    if (property.flag) {
        addMethod(target, 'is' + capital(name), get);
    }
    if (set) {
        addMethod(target, 'set' + capital(name), set);
    }
}

function addMethod(target, name, method) {
    if (!Object.hasOwn(target, name)) {
        Object.defineProperty(target, name, { value: method, configurable: true, writable: true });
    }
}

runtime.define = function (className, spec) {
    const parent = spec.extends ? runtime.classOf(spec.extends) : Base;
    const short = className.split('.').pop();
    const made = {
        [short]: function () {
            const self = new.target ? this : Object.create(made.prototype);
            if (!spec.construct) {
                throw runtime.error('TypeError', className + ' cannot be created by scripts');
            }
            const other = spec.construct.apply(self, arguments);
            return other === undefined ? self : other;
        }
    }[short];
    Object.setPrototypeOf(made, parent);
    made.prototype = Object.create(parent.prototype, { constructor: { value: made } });
    Object.defineProperty(made, 'className', { value: className });
    for (const name of Reflect.ownKeys(spec.methods || {})) {
        Object.defineProperty(made.prototype, name, { value: spec.methods[name], writable: true, configurable: true });
    }
    for (const [name, property] of Object.entries(spec.properties || {})) {
        addProperty(made.prototype, name, property);
    }
    for (const [name, value] of Object.entries(spec.constants || {})) {
        Object.defineProperty(made, name, { value: value, enumerable: true });
        Object.defineProperty(made.prototype, name, { value: value });   // order.ORDER_STATUS_NEW is written as well
    }
    for (const [name, method] of Object.entries(spec.statics || {})) {
        Object.defineProperty(made, name, { value: method, writable: true, configurable: true });
    }
    for (const [name, property] of Object.entries(spec.staticProperties || {})) {
        addProperty(made, name, property);
    }
    Object.freeze(made.prototype);
    return Object.freeze(made);
};

/* --- Objects that stand for a part of a container or another stored document --- */

/* A root is what a document of the server is to a script: its plain form, whether it was changed, and its objects. */
runtime.root = function (kind, document, options) {
    return Object.assign(
        { kind: kind, document: document, changed: false, writable: true, objects: new Map() },
        options
    );
};

/* Return the one object of a class that stands for a plain part; null stays null. */
runtime.wrap = function (className, node, root, owner) {
    if (node === null || node === undefined) {
        return null;
    }
    let of = root.objects.get(className);
    if (of === undefined) {
        of = new Map();
        root.objects.set(className, of);
    }
    let object = of.get(node);
    if (object === undefined) {
        object = Object.create(runtime.classOf(className).prototype);
        Object.defineProperty(object, NODE, { value: node });
        Object.defineProperty(object, ROOT, { value: root });
        if (owner !== undefined) {
            Object.defineProperty(object, OWNER, { value: owner });
        }
        of.set(node, object);
    }
    return object;
};

const OWNER = Symbol('owner');

runtime.node = function (object) {
    return object[NODE];
};

runtime.rootOf = function (object) {
    return object[ROOT];
};

runtime.ownerOf = function (object) {
    return object[OWNER];
};

runtime.isWrapped = function (value) {
    return value !== null && typeof value === 'object' && Object.hasOwn(value, NODE);
};

/* Say that a root is about to be changed; outside of a transaction that is refused, as the platform does. */
runtime.touch = function (root) {
    if (!root.writable) {
        throw runtime.error('TypeError', 'a ' + root.kind + ' cannot be changed here (' + runtime.here() + ')');
    }
    runtime.requireTransaction('a ' + root.kind + ' was changed');
    const before = runtime.call.transaction.before;
    if (before !== null && !before.has(root)) {
        before.set(root, { text: stringify(root.document), changed: root.changed });
    }
    root.changed = true;
    if (root.save !== undefined) {
        runtime.call.saving.add(root);
    }
};

/* What a transaction of a script's own has changed is as it was, to the script as well; its objects stay the same. */
runtime.restore = function (before) {
    for (const [root, kept] of before) {
        runtime.merge(root.document, parse(kept.text));
        root.changed = kept.changed;
    }
    before.clear();
};

runtime.requireTransaction = function (what) {
    if (runtime.call !== null && !runtime.call.transaction.open()) {
        throw runtime.error(
            'ORMTransactionException',
            what + ' outside of a transaction (' + runtime.here()
                + '); before… and after… hooks run in one, beforeGET, modify…Response and validate… do not'
        );
    }
};

runtime.write = function (object, name, value) {
    const node = object[NODE];
    if (node[name] === value || (value === null && node[name] === undefined)) {
        return;
    }
    runtime.touch(object[ROOT]);
    if (value === undefined || value === null) {
        delete node[name];
    } else {
        node[name] = value;
    }
};

/* Put what the server made of a document in the place of what the script has, part by part, so that objects stay. */
const IDS = ['item_id', 'payment_instrument_id', 'shipment_id', 'price_adjustment_id', 'coupon_item_id',
    'gift_certificate_item_id', 'id', 'product_id'];

runtime.merge = function (node, fresh) {
    for (const key of Object.keys(node)) {
        if (!Object.hasOwn(fresh, key)) {
            delete node[key];
        }
    }
    for (const key of Object.keys(fresh)) {
        const before = node[key];
        const after = fresh[key];
        if (Array.isArray(after) && Array.isArray(before)) {
            mergeList(before, after);
        } else if (plain(after) && plain(before)) {
            runtime.merge(before, after);
        } else {
            node[key] = after;
        }
    }
};

function plain(value) {
    return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function idOf(value) {
    for (const name of IDS) {
        if (value[name] !== undefined) {
            return name + ':' + value[name];
        }
    }
    return null;
}

function mergeList(before, after) {
    const known = new Map();
    for (const one of before) {
        const id = plain(one) ? idOf(one) : null;
        if (id !== null) {
            known.set(id, one);
        }
    }
    before.length = 0;
    for (const one of after) {
        const same = plain(one) ? known.get(idOf(one)) : undefined;
        if (same === undefined) {
            before.push(one);
        } else {
            runtime.merge(same, one);
            before.push(same);
        }
    }
}

/* --- Kinds of properties --- */

runtime.text = function (name, written) {
    return field(name, written, function (value) { return value === undefined ? null : value; }, String);
};

runtime.number = function (name, written) {
    return field(name, written, function (value) { return value === undefined ? null : value; }, Number);
};

runtime.flag = function (name, written) {
    const property = field(name, written, function (value) { return value === true; }, Boolean);
    property.flag = true;
    return property;
};

function field(name, written, read, convert) {
    const property = { get: function (self) { return read(self[NODE][name]); } };
    if (written) {
        property.set = function (self, value) {
            runtime.write(self, name, value === null || value === undefined ? null : convert(value));
        };
    }
    return property;
}

/* An amount in the currency of the root; no amount is Money that is not available. */
runtime.money = function (name) {
    return {
        get: function (self) {
            return runtime.moneyOf(self[NODE][name], self[ROOT]);
        }
    };
};

runtime.moneyOf = function (amount, root) {
    const Money = runtime.classOf('dw.value.Money');
    if (amount === undefined || amount === null) {
        return Money.NOT_AVAILABLE;
    }
    return new Money(amount, root.document.currency || root.currency);
};

/* An instant: dates are text in documents. */
runtime.date = function (name, written) {
    const property = {
        get: function (self) {
            const value = self[NODE][name];
            return value === undefined || value === null ? null : new Date(value);
        }
    };
    if (written) {
        property.set = function (self, value) {
            runtime.write(self, name, value === null ? null : value.toISOString());
        };
    }
    return property;
};

/* One of a few words that scripts know as numbers: words is {name: [value, displayName]}. */
runtime.enumeration = function (name, words, written) {
    const byValue = new Map(Object.entries(words).map(function ([word, value]) { return [value, word]; }));
    const property = {
        get: function (self) {
            const word = self[NODE][name];
            const EnumValue = runtime.classOf('dw.value.EnumValue');
            return word === undefined ? null : EnumValue.of(words[word], runtime.displayName(word));
        }
    };
    if (written) {
        property.set = function (self, value) {
            const number = value !== null && typeof value === 'object' ? value.value : value;
            const word = byValue.has(number) ? byValue.get(number) : byValue.get(Number(number));
            if (word === undefined) {
                throw runtime.error('IllegalArgumentException', number + ' is no value of ' + name);
            }
            if (typeof written === 'function') {
                written(self, word);
            } else {
                runtime.write(self, name, word);
            }
        };
    }
    return property;
};

runtime.displayName = function (word) {
    return word.replace(/_/g, ' ').toUpperCase();
};

/* The parts of a list, each as an object of a class, in a dw.util.Collection. */
runtime.parts = function (name, className) {
    return {
        get: function (self) {
            return runtime.collection((self[NODE][name] || []).map(function (node) {
                return runtime.wrap(className, node, self[ROOT], self);
            }));
        }
    };
};

runtime.part = function (name, className) {
    return {
        get: function (self) {
            return runtime.wrap(className, self[NODE][name], self[ROOT], self);
        }
    };
};

runtime.collection = function (items) {
    return runtime.classOf('dw.util.ArrayList').from(items);
};

/* Always the same value, or one computed of the object. */
runtime.computed = function (get, set) {
    return set ? { get: get, set: set } : { get: get };
};
