'use strict';

/*
 * The basket a request is about is the current one; beside it there are those that its customer has open, and those that
 * scripts make. These are kept together with the request's work, or not at all.
 */
const parts = runtime.classOf('dw.order.parts');

/* Of two, a merge's source comes first. */
function own() {
    const root = runtime.call.roots.filter(function (one) { return one.kind === 'basket'; }).pop();
    return root === undefined || root.gone || taken().has(root.document.basket_id) ? null : root.value;
}

/* Baskets that earlier hooks of the request made orders of, or took away. */
const taken = runtime.perCall(function () { return new Set(runtime.call.frame.request.taken_baskets || []); });

/* Open baskets beside that of the request, as this call has come to know them. */
const known = runtime.perCall(function () { return new Map(); });

const stored = runtime.perCall(function () {
    const at_hand = runtime.call.roots.map(function (one) { return one.document.basket_id; });
    for (const found of runtime.ask('open_baskets', at_hand.filter(Boolean))) {
        if (!known().has(found.document.basket_id)) {
            other(found);
        }
    }
    return true;
});

function other(found) {
    const id = found.document.basket_id;
    const root = runtime.root('basket', found.document, {
        revision: found.revision,
        save: function (changed) {
            return { kind: 'basket', basket_id: id, revision: found.revision, document: changed.document };
        }
    });
    root.value = runtime.wrap('dw.order.Basket', found.document, root);
    known().set(id, root.value);
    return root.value;
}

/* All that are open: that of the request first, then the others in the order of their slots. */
function open() {
    stored();
    const others = Array.from(known().values()).filter(function (one) { return !runtime.rootOf(one).gone; });
    return own() === null ? others : [own()].concat(others);
}

function isTemporary(basket) {
    return basket.temporary;
}

function current() {
    if (own() !== null) {
        return own();
    }
    const found = open().filter(function (one) { return !isTemporary(one) && !one.agentBasket; });
    return found.length === 0 ? null : found[0];
}

function byId(id) {
    return open().find(function (one) { return one.UUID === id; }) || null;
}

function make(kind) {
    runtime.requireTransaction('a basket was created');
    const made = runtime.ask('new_basket', {
        kind: kind,
        known: open().map(function (one) {
            const node = runtime.node(one);
            return { basket_id: node.basket_id, slot: node.slot, temporary: node.temporary };
        })
    });
    if (made.refused) {
        throw runtime.apiException(made.refused, 'the customer has as many baskets open as he may have');
    }
    return added(made.document);
}

function added(document) {
    const basket = other({ document: document, revision: 0 });
    runtime.touch(runtime.rootOf(basket));
    return basket;
}

/* A basket that is an order now, or went: nobody finds it any more, and what its script still writes is lost with it. */
function gone(root) {
    root.gone = true;
    root.save = undefined;
    runtime.call.saving.delete(root);
}

function remove(basket) {
    const root = runtime.rootOf(parts.required(basket, 'the basket'));
    runtime.requireTransaction('a basket was removed');
    const change = {
        kind: 'basket', basket_id: root.document.basket_id, document: null,
        revision: root.revision === undefined ? null : root.revision
    };
    gone(root);
    runtime.call.saving.add({ save: function () { return change; } });
}

function deleteTemporary(basket) {
    if (!isTemporary(parts.required(basket, 'the basket'))) {
        throw runtime.error('IllegalArgumentException', 'that basket is not temporary (' + runtime.here() + ')');
    }
    remove(basket);
}

function listed(test) {
    return { get: function () { return runtime.collection(open().filter(test)); } };
}

module.exports = runtime.define('dw.order.BasketMgr', {
    statics: {
        getBasket: byId,
        getTemporaryBasket: function (id) {
            const found = byId(id);
            return found !== null && isTemporary(found) ? found : null;
        },
        createAgentBasket: function () { return make('agent'); },
        createTemporaryBasket: function () { return make('temporary'); },
        deleteBasket: function (basket) {
            runtime.ask('may_delete_baskets');
            remove(basket);
        },
        deleteTemporaryBasket: deleteTemporary,

        /* For OrderMgr: a basket that became an order, and one that a failed order gives back. */
        taken_: gone,
        reopened_: function (order) {
            const found = runtime.ask('reopened_basket', { kind: 'order', document: runtime.node(order) });
            return found === null ? null : added(found.document);
        }
    },
    staticProperties: {
        currentBasket: { get: current },
        currentOrNewBasket: { get: function () { return current() || make('storefront'); } },
        storedBasket: { get: function () { return null; } },   // nobody logs in while a request runs
        baskets: listed(function () { return true; }),
        temporaryBaskets: listed(isTemporary)
    }
});
