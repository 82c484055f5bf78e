'use strict';

var Status = require('dw/system/Status');
var Logger = require('dw/system/Logger').getLogger('alpha');

exports.afterPOST = function (order) {
    order.custom.alphaChecked = true;
    Logger.info('order {0} seen', order.orderNo);
};

exports.validateOrder = function () {
    return new Status(Status.OK);
};
