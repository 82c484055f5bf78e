'use strict';

var gifts = require('./gifts');

exports.price = 4;
exports.describe = function () {
    return gifts.name + ' for ' + exports.price;
};
