'use strict';

module.exports = runtime.define('dw.order.LineItemCtnr', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        currencyCode: runtime.text('currency'),
        customerEmail: {
            get: function (self) {
                const info = runtime.node(self).customer_info;
                return info === undefined || info.email === undefined ? null : info.email;
            }
        },
        totalGrossPrice: runtime.money('order_total'),
        totalTax: runtime.money('tax_total'),
        paymentInstruments: runtime.parts('payment_instruments', 'dw.order.OrderPaymentInstrument')
    }
});
