'use strict';

const parts = runtime.classOf('dw.order.parts');

function ofType(type) {
    return parts.amount(function (self) {
        return runtime.node(self).transaction_type === type ? runtime.node(self).amount : 0;
    });
}

module.exports = runtime.define('dw.order.OrderPaymentInstrument', {
    extends: 'dw.order.PaymentInstrument',
    properties: {
        paymentTransaction: {
            get: function (self) { return parts.wrapped(self, 'dw.order.PaymentTransaction', runtime.node(self)); }
        },
        capturedAmount: ofType('CAPTURE'),
        refundedAmount: ofType('CREDIT')
    }
});
