'use strict';

var BasketMgr = require('dw/order/BasketMgr');
var HookMgr = require('dw/system/HookMgr');
var Money = require('dw/value/Money');
var ShippingMgr = require('dw/order/ShippingMgr');
var Transaction = require('dw/system/Transaction');

var lines = require('./lines');

/**
 * Chooses the dearest shipping method for whoever wants it, and calculates, for OK at the end keeps the server from it.
 * @param {dw.order.Basket} basket - the basket
 * @param {Object} input - the request
 * @returns {dw.system.Status} OK
 */
exports.afterPATCH = function (basket, input) {
    if (input.c_channel === 'fast') {
        var shipment = basket.defaultShipment;
        var model = ShippingMgr.getShipmentShippingModel(shipment);
        var dearest = null;
        var methods = model.applicableShippingMethods.iterator();
        while (methods.hasNext()) {
            var method = methods.next();
            if (dearest === null || model.getShippingCost(method).amount > model.getShippingCost(dearest).amount) {
                dearest = method;
            }
        }
        Transaction.wrap(function () {
            shipment.setShippingMethod(dearest);
        });
    }
    Transaction.begin();
    HookMgr.callHook('dw.order.calculate', 'calculate', basket);
    basket.custom.note = [
        lines.describe(basket, ' '),
        BasketMgr.getCurrentBasket() === basket,
        basket.totalGrossPrice.subtract(basket.totalNetPrice).equals(basket.totalTax),
        basket instanceof dw.order.LineItemCtnr
    ].join('|');
    Transaction.commit();
    return new dw.system.Status(dw.system.Status.OK);
};

/**
 * Shows more of the basket.
 * @param {dw.order.Basket} basket - the basket
 * @param {Object} response - the answer
 */
exports.modifyGETResponse = function (basket, response) {
    var byProduct = new dw.util.HashMap();
    var prices = basket.allProductLineItems.toArray();
    for (var i = 0; i < prices.length; i++) {
        byProduct.put(prices[i].product, prices[i].adjustedPrice);
    }
    var total = new Money(0, basket.currencyCode);
    var keys = byProduct.keySet().iterator();
    while (keys.hasNext()) {
        total = total.add(byProduct.get(keys.next()));
    }
    response.c_products = total.decimalValue.get();
    response.c_formatted = total.toFormattedString();
    response.c_empty = [empty(response.couponItems), response.productItems.empty, response.productItems.length].join();
    response.c_cards = response.paymentInstruments.toArray().filter(function (one) {
        return one.paymentMethodId === 'CREDIT_CARD';
    }).map(function (one) {
        return one.paymentCard.cardType;
    });
    delete response.channelType;
};
