'use strict';

const parts = runtime.classOf('dw.order.parts');

const TYPES = ['AUTH', 'AUTH_REVERSAL', 'CAPTURE', 'CREDIT'];

function setType(self, type) {
    const name = type !== null && typeof type === 'object' ? type.value : type;
    if (!TYPES.includes(name)) {
        throw runtime.error('IllegalArgumentException', name + ' is no type of a transaction (' + runtime.here() + ')');
    }
    runtime.write(self, 'transaction_type', name);
}

/* The transaction stands with its payment instrument, in the same part of the document. */
module.exports = runtime.define('dw.order.PaymentTransaction', {
    extends: 'dw.object.ExtensibleObject',
    constants: { TYPE_AUTH: 'AUTH', TYPE_AUTH_REVERSAL: 'AUTH_REVERSAL', TYPE_CAPTURE: 'CAPTURE', TYPE_CREDIT: 'CREDIT' },
    properties: {
        UUID: runtime.text('payment_instrument_id'),
        transactionID: runtime.text('transaction_id', true),
        accountID: runtime.text('transaction_account_id', true),
        accountType: runtime.text('transaction_account_type', true),
        amount: {
            get: runtime.money('amount').get,
            set: function (self, value) { runtime.write(self, 'amount', parts.given(value)); }
        },
        paymentInstrument: { get: function (self) { return runtime.ownerOf(self); } },
        paymentProcessor: {
            get: function (self) {
                const id = runtime.node(self).processor_id;
                return id === undefined ? null : runtime.classOf('dw.order.PaymentProcessor').of(id);
            },
            set: function (self, value) { runtime.write(self, 'processor_id', value === null ? null : value.ID); }
        },
        type: {
            get: function (self) {
                const type = runtime.node(self).transaction_type;
                return runtime.classOf('dw.value.EnumValue').of(type === undefined ? null : type, type || null);
            },
            set: setType
        }
    },
    methods: { customAttributes_: 'transaction_custom' }
});
