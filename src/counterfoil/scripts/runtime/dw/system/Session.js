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

/* The code that a script has set, else that of the basket or order of the request. */
function ownCode() {
    const root = runtime.call.roots.find(function (one) { return one.document.source_code !== undefined; });
    return facts().source_code || (root === undefined ? null : root.document.source_code);
}

function info(code) {
    return code === null || code === undefined ? null : runtime.classOf('dw.campaign.SourceCodeInfo').of(code);
}

/* The baskets of the hook take the code as well: their prices and promotions go by it. */
function setSourceCode(code) {
    const Status = runtime.classOf('dw.system.Status');
    const wanted = code === undefined || code === null ? null : String(code);
    facts().received = wanted;
    const status = wanted === null ? 'active' : runtime.ask('source_code', wanted).status;
    if (status !== 'active') {
        return new Status(Status.ERROR, status === 'invalid' ? 'CODE_INVALID' : 'CODE_INACTIVE');
    }
    for (const root of runtime.call.roots) {
        if (root.kind === 'basket') {
            runtime.touch(root);
            if (wanted === null) {
                delete root.document.source_code;
            } else {
                root.document.source_code = wanted;
            }
        }
    }
    runtime.ask('set_source_code', wanted);
    facts().source_code = wanted;
    runtime.classOf('dw.catalog.ProductPriceModel').forget();
    return new Status(Status.OK);
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
        lastReceivedSourceCodeInfo: { get: function () { return info(facts().received || ownCode()); } },
        sourceCodeInfo: { get: function () { return info(ownCode()); } },
        sessionID: { get: function () { return facts().id; } },
        trackingAllowed: { get: function () { return false; }, set: function () {}, flag: true },
        userAuthenticated: { get: function () { return facts().user !== ''; }, flag: true },
        userName: { get: function () { return facts().user; } }
    },
    methods: { setSourceCode: setSourceCode }
});
