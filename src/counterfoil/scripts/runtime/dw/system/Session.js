'use strict';

/*
 * A session lives as long as the visit of the customer who calls; what is kept here goes from hook to hook, and to his
 * next requests. Who is no customer has no visit: his session is the request.
 */
const facts = runtime.perCall(function () { return runtime.ask('session'); });
const kept = runtime.perCall(function () {
    const values = runtime.ask('session_values');
    const before = JSON.stringify(values);
    runtime.atEnd(function () {
        const after = { custom: plain(values.custom), privacy: plain(values.privacy) };
        if (JSON.stringify(after) !== before) {
            runtime.ask('keep_session', after);
        }
    });
    return values;
});

/* Values that are no texts or numbers cannot go to another hook. */
function plain(values) {
    const bare = {};
    for (const name of Object.keys(values)) {
        const value = runtime.bare(values[name], true);
        if (value !== null) {
            bare[name] = value;
        }
    }
    return bare;
}

const customer = runtime.perCall(function () {
    return { now: runtime.classOf('dw.customer.Customer').ofCaller() };
});

function forget(values) {
    for (const name of Object.keys(values)) {
        delete values[name];
    }
}

function nothing() {
    return null;
}

module.exports = runtime.define('dw.system.Session', {
    statics: {
        /* Another customer is the one of the session: what was private to the one before is forgotten, or all there is. */
        become: function (other, all) {
            forget(kept().privacy);
            if (all) {
                forget(kept().custom);
            }
            customer().now = other;
        },
        returned: function (same) { customer().now = same; },
        facts: facts
    },
    properties: {
        custom: { get: function () { return kept().custom; } },
        privacy: { get: function () { return kept().privacy; } },
        customer: { get: function () { return customer().now; } },
        customerAuthenticated: { get: function () { return customer().now.authenticated; }, flag: true },
        customerExternallyAuthenticated: { get: function () { return customer().now.externallyAuthenticated; }, flag: true },
        currency: {
            get: function () { return runtime.classOf('dw.util.Currency').getCurrency(facts().currency); },
            set: function (self, value) {
                facts().currency = String(value.currencyCode);
                runtime.ask('session_currency', facts().currency);
                runtime.classOf('dw.catalog.ProductPriceModel').forget();
            }
        },
        clickStream: { get: nothing },
        forms: { get: function () { return runtime.classOf('dw.web.Forms').none(); } },
        lastReceivedSourceCodeInfo: { get: nothing },
        sourceCodeInfo: { get: nothing },
        sessionID: { get: function () { return facts().id; } },
        trackingAllowed: { get: function () { return false; }, set: function () {}, flag: true },
        userAuthenticated: { get: function () { return facts().user !== ''; }, flag: true },
        userName: { get: function () { return facts().user; } }
    }
});
