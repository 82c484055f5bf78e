'use strict';

var base = module.superModule;

/**
 * The order of this site.
 * @param {dw.order.Order} order - the order
 * @constructor
 */
function OrderModel(order) {
    base.call(this, order);
    this.layers.push('site');
}

OrderModel.prototype = Object.create(base.prototype);

module.exports = OrderModel;
