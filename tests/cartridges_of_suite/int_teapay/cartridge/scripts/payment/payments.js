'use strict';

var HookMgr = require('dw/system/HookMgr');
var PaymentMgr = require('dw/order/PaymentMgr');
var Transaction = require('dw/system/Transaction');

/**
 * Asks the processor of the instrument's method; one without a hook of its own is asked by the default.
 * @param {dw.order.Order} order - the order
 * @param {dw.order.OrderPaymentInstrument} paymentInstrument - what pays
 * @returns {Object} error, serverErrors, code
 */
function handle(order, paymentInstrument) {
    var processor = PaymentMgr.getPaymentMethod(paymentInstrument.paymentMethod).paymentProcessor;

    if (processor === null) {
        Transaction.begin();
        paymentInstrument.paymentTransaction.setTransactionID(order.orderNo);
        Transaction.commit();
        return { error: false };
    }

    var point = 'app.payment.processor.' + processor.ID.toLowerCase();
    return HookMgr.callHook(
        HookMgr.hasHook(point) ? point : 'app.payment.processor.default',
        'Authorize',
        order.orderNo,
        paymentInstrument,
        processor,
        { order: order }
    );
}

module.exports = { handle: handle };
