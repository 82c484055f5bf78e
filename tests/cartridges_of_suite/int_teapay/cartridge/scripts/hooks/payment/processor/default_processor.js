'use strict';

const Transaction = require('dw/system/Transaction');

exports.Authorize = (orderNumber, paymentInstrument, paymentProcessor) => {
    Transaction.wrap(() => {
        paymentInstrument.paymentTransaction.paymentProcessor = paymentProcessor;
        paymentInstrument.paymentTransaction.transactionID = `by-hand-${orderNumber}`;
    });
    return { error: false, code: 'ON_ACCOUNT' };
};
