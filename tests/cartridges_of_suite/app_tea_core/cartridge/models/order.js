'use strict';

var formats = require('*/cartridge/scripts/util/formats');

/**
 * An order as pages show it.
 * @param {dw.order.Order} order - the order
 * @constructor
 */
function OrderModel(order) {
    this.number = order.orderNo;
    this.total = formats.money(order.totalGrossPrice);
    this.layers = ['core'];
}

OrderModel.prototype.describe = function () {
    return this.layers.join('>') + ' ' + this.total;
};

module.exports = OrderModel;
