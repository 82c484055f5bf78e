'use strict';

var BasketMgr = require('dw/order/BasketMgr');
var HookMgr = require('dw/system/HookMgr');
var Logger = require('dw/system/Logger');
var Order = require('dw/order/Order');
var OrderMgr = require('dw/order/OrderMgr');
var PaymentMgr = require('dw/order/PaymentMgr');
var Status = require('dw/system/Status');
var Transaction = require('dw/system/Transaction');

/**
 * The next number is drawn once, so that a second attempt has it again, until an order has it.
 * @returns {string} the number
 */
function reservedNumber() {
    if (!session.privacy.orderNo) {
        session.privacy.orderNo = OrderMgr.createOrderNo();
    }
    return session.privacy.orderNo;
}

/**
 * Makes the order of a basket.
 * @param {dw.order.Basket} basket - the basket
 * @returns {dw.order.Order|null} null for a basket that cannot be ordered
 */
function createOrder(basket) {
    try {
        var order = OrderMgr.createOrder(basket, reservedNumber());
        delete session.privacy.orderNo;
        return order;
    } catch (e) {
        if (e instanceof APIException && e.type === 'CreateOrderException') {
            Logger.warn('no order: {0}', e.message);
            return null;
        }
        throw e;
    }
}

function authorize(order, instrument) {
    var processor = PaymentMgr.getPaymentMethod(instrument.paymentMethod).paymentProcessor;
    var own = 'app.payment.processor.' + (processor ? processor.ID.toLowerCase() : '');
    return HookMgr.callHook(
        HookMgr.hasHook(own) ? own : 'app.payment.processor.default',
        'Authorize', order.orderNo, instrument, processor
    );
}

/**
 * Lets every instrument be authorised; the order fails with the first that is not, and its basket comes back.
 * @param {dw.order.Order} order - the order
 * @returns {Object} error, and the basket that came back
 */
function handlePayments(order) {
    var instruments = order.getPaymentInstruments().iterator();
    while (instruments.hasNext()) {
        if (authorize(order, instruments.next()).error) {
            var failed = Transaction.wrap(function () { return OrderMgr.failOrder(order, true); });
            return { error: true, basket: failed.getDetail('basket') || BasketMgr.getCurrentBasket() };
        }
    }
    return { error: false };
}

function placeOrder(order) {
    Transaction.begin();
    if (OrderMgr.placeOrder(order) === Status.ERROR) {
        Transaction.rollback();
        return false;
    }
    order.setConfirmationStatus(Order.CONFIRMATION_STATUS_CONFIRMED);
    order.setExportStatus(Order.EXPORT_STATUS_READY);
    Transaction.commit();
    return true;
}

module.exports = {
    createOrder: createOrder, handlePayments: handlePayments, placeOrder: placeOrder
};
