'use strict';

var Status = require('dw/system/Status');
var server = require('server');

exports.calculate = function (basket) {
    basket.updateTotals();
    return new Status(Status.OK);
};

exports.calculateTax = function () {
    return new Status(server.tax ? Status.OK : Status.ERROR);
};
