/*
 * The parts of a basket or an order: what classes of line items share to find, add and take away parts of the plain form.
 */
'use strict';

const amounts = runtime.classOf('dw.order.amounts');

/* The basket or order that a part belongs to, plain and as an object. */
function whole(self) {
    return runtime.rootOf(self).document;
}

function container(self) {
    return runtime.rootOf(self).value;
}

function isGross(self) {
    return whole(self).taxation === 'gross';
}

function digits(self) {
    return amounts.digitsOf(whole(self).currency);
}

function money(self, amount) {
    return runtime.moneyOf(amount, runtime.rootOf(self));
}

/* A Money, computed by a function of the object that gives a number, or nothing while it is unknown. */
function amount(compute) {
    return { get: function (self) { return money(self, compute(self)); } };
}

function wrapped(self, className, node, owner) {
    return runtime.wrap(className, node, runtime.rootOf(self), owner === undefined ? self : owner);
}

function wrappedAll(self, className, nodes, owner) {
    return (nodes || []).map(function (node) { return wrapped(self, className, node, owner); });
}

function newId() {
    return runtime.ask('new_id');
}

/* Add a part at the end of a list, which is made when it is the first. */
function add(self, holder, list, node) {
    runtime.touch(runtime.rootOf(self));
    holder[list] = holder[list] || [];
    holder[list].push(node);
    return node;
}

/* Take a part out of a list; one that is not in it is somebody else's. */
function remove(self, holder, list, part) {
    const nodes = holder[list] || [];
    const at = part === null || part === undefined ? -1 : nodes.indexOf(runtime.node(part));
    if (at < 0) {
        throw runtime.error('IllegalArgumentException', 'that is no part of this ' + self.constructor.className + ' ('
            + runtime.here() + ')');
    }
    runtime.touch(runtime.rootOf(self));
    nodes.splice(at, 1);
    if (nodes.length === 0) {
        delete holder[list];
    }
}

/* The first object of a collection that something is true of, or null. */
function first(items, test) {
    for (const item of items) {
        if (test(item)) {
            return item;
        }
    }
    return null;
}

function required(value, name) {
    if (value === null || value === undefined || value === '') {
        throw runtime.error('IllegalArgumentException', name + ' is missing (' + runtime.here() + ')');
    }
    return value;
}

/* The number in what a script gives as an amount: a number, Money, or nothing. */
function given(value) {
    if (value === null || value === undefined) {
        return null;
    }
    if (typeof value === 'object' && 'valueOrNull' in value) {
        return value.valueOrNull;
    }
    const number = Number(value);
    if (Math.abs(number) === Infinity) {
        throw runtime.error('IllegalArgumentException', number + ' is no amount (' + runtime.here() + ')');
    }
    return Number.isNaN(number) ? null : number;
}

/* A property of a part that is itself a document, made when it is first written. */
function within(holder, read, write) {
    return {
        get: function (self) {
            const inner = runtime.node(self)[holder];
            const value = inner === undefined || inner === null ? undefined : inner[read];
            return value === undefined ? null : value;
        },
        set: write && function (self, value) {
            runtime.touch(runtime.rootOf(self));
            const node = runtime.node(self);
            node[holder] = node[holder] || {};
            if (value === null || value === undefined) {
                delete node[holder][read];
            } else {
                node[holder][read] = write(value);
            }
        }
    };
}

module.exports = Object.freeze({
    whole: whole, container: container, isGross: isGross, digits: digits, money: money, amount: amount, wrapped: wrapped,
    wrappedAll: wrappedAll, newId: newId, add: add, remove: remove, first: first, required: required, given: given,
    within: within
});
