'use strict';

/* The basket a request is about is the current one; there are no others in a hook. */
function current() {
    const root = runtime.call.roots.find(function (one) { return one.kind === 'basket'; });
    return root === undefined ? null : root.value;
}

function byId(id) {
    const own = current();
    return own !== null && own.UUID === id ? own : null;
}

module.exports = runtime.define('dw.order.BasketMgr', {
    statics: {
        getBasket: byId,
        getTemporaryBasket: function () { return null; }
    },
    staticProperties: {
        currentBasket: { get: current },
        currentOrNewBasket: {
            get: function () {
                if (current() === null) {
                    throw runtime.error('IllegalStateException', 'the request of this hook has no basket ('
                        + runtime.here() + '); POST /baskets makes one');
                }
                return current();
            }
        },
        storedBasket: { get: function () { return null; } },
        baskets: { get: function () { return runtime.collection(current() === null ? [] : [current()]); } },
        temporaryBaskets: { get: function () { return runtime.collection([]); } }
    }
});
