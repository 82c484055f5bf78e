'use strict';

module.exports = runtime.define('dw.order.PaymentStatusCodes', {
    construct: function () {},
    constants: {
        CREDITCARD_INVALID_CARD_NUMBER: 'CREDITCARD_INVALID_CARD_NUMBER',
        CREDITCARD_INVALID_EXPIRATION_DATE: 'CREDITCARD_INVALID_EXPIRATION_DATE',
        CREDITCARD_INVALID_SECURITY_CODE: 'CREDITCARD_INVALID_SECURITY_CODE'
    }
});
