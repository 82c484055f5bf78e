'use strict';

module.exports = runtime.define('dw.order.OrderPaymentInstrument', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        UUID: runtime.text('payment_instrument_id'),
        paymentMethod: runtime.text('payment_method_id')
    }
});
