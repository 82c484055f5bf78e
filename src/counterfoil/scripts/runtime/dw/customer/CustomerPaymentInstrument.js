'use strict';

/* A payment instrument that a customer has stored: its numbers are kept masked. */
module.exports = runtime.define('dw.customer.CustomerPaymentInstrument', { extends: 'dw.order.PaymentInstrument' });
