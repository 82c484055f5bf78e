'use strict';

var totals = require('*/cartridge/models/totals');

exports.beforePOST = function (basket) {
    basket.c_total = totals.of(basket);
};
