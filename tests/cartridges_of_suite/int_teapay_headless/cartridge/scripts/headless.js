'use strict';

var HookMgr = require('dw/system/HookMgr');
var Order = require('dw/order/Order');
var OrderMgr = require('dw/order/OrderMgr');
var Status = require('dw/system/Status');
var Transaction = require('dw/system/Transaction');

var payments = require('int_teapay/cartridge/scripts/payment/payments');

/**
 * A card that the client names by type and last digits becomes the only instrument of the basket.
 * @param {dw.order.Basket} basket - the basket
 * @param {Object} input - the request
 * @returns {dw.system.Status|undefined} an error
 */
exports.beforePATCH = function (basket, input) {
    var card = input.c_channel;
    if (!card) {
        return undefined;
    }
    var parts = card.split(' ');
    var result = HookMgr.callHook('app.payment.processor.basic_credit', 'Handle', basket, {
        cardType: { value: parts[0] },
        lastDigits: { value: parts[1] },
        holder: { value: basket.billingAddress.fullName }
    });
    return result.error ? new Status(Status.ERROR, 'CARD', result.serverErrors[0]) : undefined;
};

/**
 * Pays and places the order; an order nobody pays is kept as a failed one.
 * @param {dw.order.Order} order - the order
 * @returns {dw.system.Status} OK, always: a failed order is to be kept
 */
exports.afterPOST = function (order) {
    var failed = false;
    var instruments = order.paymentInstruments.iterator();
    while (instruments.hasNext()) {
        var instrument = instruments.next();
        Transaction.wrap(function () {
            instrument.paymentTransaction.setAmount(order.totalGrossPrice);
        });
        failed = payments.handle(order, instrument).error || failed;
    }

    if (failed) {
        Transaction.wrap(function () {
            order.custom.note = 'not paid';
            OrderMgr.failOrder(order, true);
        });
        return new Status(Status.OK);
    }

    Transaction.wrap(function () {
        if (OrderMgr.placeOrder(order).error) {
            throw new Error('not placed');
        }
        order.setPaymentStatus(Order.PAYMENT_STATUS_PAID);
        order.setConfirmationStatus(order.CONFIRMATION_STATUS_CONFIRMED);
    });
    return new Status(Status.OK);
};
