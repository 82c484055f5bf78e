'use strict';

var alpha = require('int_alpha/cartridge/scripts/hooks/order');
var settings = require('../settings');
var countries = require('*/cartridge/config/countries');

exports.afterPOST = function (order) {
    return countries.length > settings.most ? alpha.validateOrder() : undefined;
};

exports.createOrderNo = () => `${settings.prefix}1`;
