'use strict';

/*
 * A call of the API has no storefront session: what scripts keep here lives as long as the request, and goes from hook
 * to hook like request.custom.
 */
const kept = runtime.perCall(function () {
    const values = runtime.ask('session');
    runtime.atEnd(function () {
        runtime.ask('keep_session', { custom: plain(values.custom), privacy: plain(values.privacy), currency: values.currency });
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
    return runtime.classOf('dw.customer.Customer').ofCaller();
});

function nothing() {
    return null;
}

module.exports = runtime.define('dw.system.Session', {
    properties: {
        custom: { get: function () { return kept().custom; } },
        privacy: { get: function () { return kept().privacy; } },
        customer: { get: function () { return customer(); } },
        customerAuthenticated: { get: function () { return customer().authenticated; }, flag: true },
        customerExternallyAuthenticated: { get: function () { return customer().externallyAuthenticated; }, flag: true },
        currency: {
            get: function () { return runtime.classOf('dw.util.Currency').getCurrency(kept().currency); },
            set: function (self, value) { kept().currency = String(value.currencyCode); }
        },
        clickStream: { get: nothing },
        forms: { get: function () { return runtime.classOf('dw.web.Forms').none(); } },
        lastReceivedSourceCodeInfo: { get: nothing },
        sourceCodeInfo: { get: nothing },
        sessionID: { get: function () { return kept().id; } },
        trackingAllowed: { get: function () { return false; }, set: function () {}, flag: true },
        userAuthenticated: { get: function () { return kept().user !== ''; }, flag: true },
        userName: { get: function () { return kept().user; } }
    }
});
