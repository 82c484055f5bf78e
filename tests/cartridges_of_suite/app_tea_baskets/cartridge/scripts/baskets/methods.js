'use strict';

var PaymentMgr = require('dw/order/PaymentMgr');
var Site = require('dw/system/Site');

/**
 * Leaves out what the site does not offer to clients of the API.
 * @param {Object} methods - of the answer
 * @returns {Array} those that stay
 */
function offered(methods) {
    var hidden = Site.current.preferences.custom.teaHiddenPaymentMethods;
    return methods.toArray().filter(function (method) {
        return !hidden || hidden.indexOf(method.id) === -1;
    });
}

exports.modifyGETResponse = function (response) {
    response.applicablePaymentMethods = offered(response.applicablePaymentMethods);
};

exports.modifyGETResponse_v2 = function (basket, response) {
    if (response.applicable_shipping_methods) {
        response.applicable_shipping_methods = response.applicable_shipping_methods.toArray().slice(0, 1);
        response.c_of = basket.getDefaultShipment().getID();
        return;
    }
    response.applicable_payment_methods = offered(response.applicable_payment_methods).map(function (method) {
        var known = PaymentMgr.getPaymentMethod(method.id);
        method.c_processor = known.paymentProcessor.ID;
        return method;
    });
    response.c_total = basket.totalGrossPrice.value;
};
