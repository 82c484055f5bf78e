'use strict';

var base = module.superModule;

/**
 * An order with what is a gift in it.
 * @param {dw.order.Order} order - the order
 * @constructor
 */
function OrderModel(order) {
    base.call(this, order);
    this.gifts = order.allProductLineItems.toArray().filter(function (line) {
        return line.gift;
    }).length;
    this.layers.push('gifts');
}

OrderModel.prototype = base.prototype;

module.exports = OrderModel;
