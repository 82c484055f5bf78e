'use strict';

/* Payment methods and cards of the site, in its order; asked for once in a call. */
function offered() {
    runtime.call.payment = runtime.call.payment || made(runtime.ask('payment_methods'));
    return runtime.call.payment;
}

function made(data) {
    const root = runtime.root('payment method', {}, { writable: false });
    return {
        methods: data.methods.map(function (one) { return runtime.wrap('dw.order.PaymentMethod', one, root); }),
        cards: data.cards.map(function (one) { return runtime.wrap('dw.order.PaymentCard', one, root); })
    };
}

/* The IDs of what the server's rules let a customer use; nothing given restricts nothing. */
function applicable(customer, country, amount) {
    const groups = customer === null || customer === undefined ? null : customer.customerGroups.toArray();
    return runtime.ask('payment_applicable', {
        country: country === undefined ? null : country,
        amount: amount === undefined ? null : Number(amount),
        groups: groups === null ? null : groups.map(function (one) { return one.ID; })
    });
}

module.exports = runtime.define('dw.order.PaymentMgr', {
    statics: {
        getPaymentMethod: function (id) {
            return offered().methods.find(function (one) { return one.ID === id; }) || null;
        },
        getPaymentCard: function (type) {
            return offered().cards.find(function (one) { return one.cardType === type; }) || null;
        },
        getApplicablePaymentMethods: function (customer, country, amount) {
            const ids = applicable(customer, country, amount).methods;
            return runtime.collection(offered().methods.filter(function (one) { return ids.includes(one.ID); }));
        },
        cards: function () { return offered().cards; },
        applicable: applicable
    },
    staticProperties: {
        activePaymentMethods: {
            get: function () {
                return runtime.collection(offered().methods.filter(function (one) { return one.active; }));
            }
        }
    }
});
