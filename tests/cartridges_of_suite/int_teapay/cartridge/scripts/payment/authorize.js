'use strict';

var Status = require('dw/system/Status');
var Logger = require('dw/system/Logger').getLogger('TeaPay', 'authorize');

var payments = require('*/cartridge/scripts/payment/payments');

/**
 * Pays with one instrument, whatever its method.
 * @param {dw.order.Order} order - the order
 * @param {dw.order.OrderPaymentInstrument} paymentInstrument - what pays
 * @returns {dw.system.Status} how it went
 */
function pay(order, paymentInstrument) {
    var result = payments.handle(order, paymentInstrument);
    if (result.error) {
        Logger.error('Order {0} is not paid: {1}', order.orderNo, result.serverErrors.join());
        return new Status(Status.ERROR, 'PAYMENT_DECLINED', result.serverErrors[0]);
    }
    return new Status(Status.OK, result.code || 'APPROVED', 'paid with {0}', paymentInstrument.paymentMethod);
}

exports.authorizeCreditCard = function (order, paymentInstrument, cvn) {
    if (cvn && cvn.length < 3) {
        return new Status(Status.ERROR, 'INVALID_CVN');
    }
    return pay(order, paymentInstrument);
};

exports.authorize = pay;
