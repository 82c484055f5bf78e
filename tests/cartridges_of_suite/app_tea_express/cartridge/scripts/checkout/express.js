'use strict';

var COHelpers = require('*/cartridge/scripts/checkout/checkout_helpers');

/**
 * Orders at once what is in the basket, if the shopper asks for it.
 * @param {dw.order.Basket} basket - the basket
 * @param {Object} input - the request
 */
exports.afterPATCH = function (basket, input) {
    if (!input.c_channel) {
        return;
    }
    var order = COHelpers.createOrder(basket);
    if (order === null) {
        request.custom.express = { refused: true };
        return;
    }
    order.custom.note = input.c_channel;
    var payments = COHelpers.handlePayments(order);
    if (payments.error) {
        request.custom.express = { basket: payments.basket.UUID };
    } else {
        request.custom.express = { order: order.orderNo, placed: COHelpers.placeOrder(order) };
    }
};

exports.modifyPATCHResponse = function (basket, response) {
    response.c_express = request.custom.express || null;
};
