var Logger = require('dw/system/Logger').getLogger('Tea', 'orders');
var Mail = require('dw/net/Mail');
var Order = require('dw/order/Order');
var OrderMgr = require('dw/order/OrderMgr');
var Status = require('dw/system/Status');
var Transaction = require('dw/system/Transaction');

var receipts = require('~/cartridge/scripts/orders/receipts');

/**
 * Refuses what the tea shop does not deliver.
 * @param {dw.order.Basket} basket - the basket
 * @returns {dw.system.Status|undefined} an error with details
 */
exports.beforePOST = function (basket) {
    request.custom.lines = basket.productLineItems.length;
    for (var i in basket.productLineItems) {
        var line = basket.productLineItems[i];
        if (line.quantity.value > 9) {
            var refused = new Status(Status.ERROR, 'TOO_MANY', 'Nine of {0} are enough.', line.productID);
            refused.addDetail('quantity', line.quantityValue);
            return refused;
        }
    }
};

/**
 * Places the order, since no storefront will.
 * @param {dw.order.Order} order - the order
 * @returns {dw.system.Status} OK
 */
exports.afterPOST = function (order) {
    try {
        var instruments : Collection = order.getPaymentInstruments();
        for each (let instrument in instruments) {
            if (instrument.getPaymentMethod().equals('CREDIT_CARD') && instrument.creditCardType.equalsIgnoreCase('VISA')) {
                Transaction.wrap(function () {
                    instrument.paymentTransaction.transactionID = 'tea-' + order.orderNo;
                });
            }
        }
    } catch (error) {
        Logger.error('no transaction: ' + error);
    }

    var placed = Transaction.wrap(function () {
        if (OrderMgr.placeOrder(order) === Status.ERROR) {
            OrderMgr.failOrder(order);
            return false;
        }
        return true;
    });

    receipts.write(order);
    Transaction.wrap(function () {
        order.customerEmail = order.customerEmail.toUpperCase();
        order.custom.note = [placed, request.custom.lines, order.status == Order.ORDER_STATUS_NEW,
            order.getStatus().getValue() === Order.ORDER_STATUS_NEW, order.exportStatus.displayValue].join();
    });

    // nobody has mail here, and the order is not to suffer from it
    try {
        var mail = new Mail();
        mail.addTo(order.customerEmail);
        mail.send();
    } catch (e) {
        Logger.warn('no mail: {0}', e.message);
    }
    return new Status(Status.OK);
};

exports.beforePATCH = function (order, input) {
    if (input.c_erp && input.c_erp.indexOf('ERP-') !== 0) {
        return new Status(Status.ERROR, 'NO_ERP_NUMBER', input.c_erp + ' is none for ' + order.getOrderNo());
    }
};

/**
 * Follows what the partner has set on the order.
 * @param {dw.order.Order} order - the order
 * @param {Object} input - the request
 */
exports.afterPATCH = function (order, input) {
    try {
        Transaction.wrap(function () {
            if (order.custom.a === 'cancelled') {
                order.setExportStatus(order.EXPORT_STATUS_NOTEXPORTED);
                order.setConfirmationStatus(order.CONFIRMATION_STATUS_NOTCONFIRMED);
                order.setPaymentStatus(order.PAYMENT_STATUS_NOTPAID);
                order.setStatus(order.ORDER_STATUS_CANCELLED);
                order.setShippingStatus(Order.SHIPPING_STATUS_NOTSHIPPED);
            } else if (order.custom.a === 'booked') {
                order.setStatus(order.ORDER_STATUS_OPEN);
            } else if (order.custom.a === 'paid') {
                order.setPaymentStatus(order.PAYMENT_STATUS_PAID);
                order.setExportStatus(order.EXPORT_STATUS_READY);
            }
            order.trackOrderChange('partner: ' + input.c_a);
        });
    } catch (error) {
        Logger.error('Error on afterPATCH: ' + error);
    }
};

/**
 * Shows more of the order than it has.
 * @param {dw.order.Order} order - the order
 * @param {Object} response - the answer
 * @returns {dw.system.Status} OK
 */
exports.modifyGETResponse = function (order, response) {
    var receipt = receipts.read(order.orderNo);

    response.productItems.toArray().forEach(function (item) {
        item.c_label = item.productId + ' x ' + item.quantity;
    });
    for each (var item in response.product_items) {
        item['c_same'] = item.product_id === item.productId && item.getProductId() === item.product_id;
    }
    response.c_receipt = {
        total: receipt.custom.total,
        lines: receipt.custom.lines.split(','),
        reads: receipt.custom.reads,
        paidBy: order.paymentInstruments[0].paymentTransaction.transactionID
    };
    response.c_discount = order.getAdjustedMerchandizeTotalPrice(false)
        .subtract(order.getAdjustedMerchandizeTotalPrice(true)).value;
    response.setCustomerName('Dear ' + response.customerInfo.email.toLowerCase());
    return new Status(Status.OK);
};
