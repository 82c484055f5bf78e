'use strict';

/**
 * Trusts everybody but who is known to be broke.
 * @param {string} orderNumber - of the order
 * @param {dw.order.OrderPaymentInstrument} paymentInstrument - what pays
 * @returns {Object} error
 */
exports.Authorize = function (orderNumber, paymentInstrument) {
    var order = require('dw/order/OrderMgr').getOrder(orderNumber);
    require('dw/system/Transaction').wrap(function () {
        paymentInstrument.paymentTransaction.transactionID = 'trust-' + orderNumber;
    });
    return { error: order.custom.note === 'broke', fieldErrors: {}, serverErrors: [] };
};
