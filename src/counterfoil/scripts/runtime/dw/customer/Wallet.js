'use strict';

function all(self, method) {
    return (runtime.node(self).payment_instruments || []).filter(function (node) {
        return method === undefined || method === null || node.payment_method_id === String(method);
    }).map(function (node) {
        return runtime.wrap('dw.customer.CustomerPaymentInstrument', node, runtime.rootOf(self), self);
    });
}

module.exports = runtime.define('dw.customer.Wallet', {
    properties: {
        paymentInstruments: { get: function (self) { return runtime.collection(all(self)); } },
        defaultPaymentInstrument: {
            get: function (self) {
                return all(self).find(function (one) { return runtime.node(one).default === true; }) || null;
            }
        }
    },
    methods: {
        getPaymentInstruments: function (method) { return runtime.collection(all(this, method)); },
        createPaymentInstrument: function (method) {
            if (method === null || method === undefined || method === '') {
                throw runtime.error('IllegalArgumentException', 'the payment method is missing');
            }
            runtime.touch(runtime.rootOf(this));
            const node = runtime.node(this);
            node.payment_instruments = node.payment_instruments || [];
            const now = new Date().toISOString();
            const made = {
                payment_instrument_id: runtime.ask('new_id'),
                payment_method_id: String(method),
                creation_date: now,
                last_modified: now
            };
            node.payment_instruments.push(made);
            return runtime.wrap('dw.customer.CustomerPaymentInstrument', made, runtime.rootOf(this), this);
        },
        removePaymentInstrument: function (instrument) {
            const node = runtime.node(this);
            const at = (node.payment_instruments || []).indexOf(runtime.node(instrument));
            if (at < 0) {
                throw runtime.error('IllegalArgumentException', 'the payment instrument is not in this wallet');
            }
            runtime.touch(runtime.rootOf(this));
            node.payment_instruments.splice(at, 1);
        }
    }
});
