'use strict';

var CustomObjectMgr = require('dw/object/CustomObjectMgr');
var Transaction = require('dw/system/Transaction');

var TYPE = 'TeaReceipt';

/**
 * Writes the receipt of an order.
 * @param {dw.order.Order} order - the order
 * @returns {dw.object.CustomObject} the receipt
 */
function write(order) {
    return Transaction.wrap(function () {
        var receipt = CustomObjectMgr.createCustomObject(TYPE, order.orderNo);
        receipt.custom.total = order.totalGrossPrice.value;
        receipt.custom['lines'] = order.getAllProductLineItems().toArray().map(function (line) {
            return line.quantityValue + ' ' + line.productID;
        }).join();
        return receipt;
    });
}

/**
 * Reads the receipt of an order, and counts it.
 * @param {string} orderNo - of the order
 * @returns {dw.object.CustomObject|null} the receipt
 */
function read(orderNo) {
    var receipt = CustomObjectMgr.getCustomObject(TYPE, orderNo);
    if (receipt) {
        Transaction.wrap(function () {
            receipt.custom.reads = (receipt.custom.reads || 0) + 1;
        });
    }
    return receipt;
}

module.exports = { write: write, read: read };
