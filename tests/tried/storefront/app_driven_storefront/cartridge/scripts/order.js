'use strict';

const storefront = require('./storefront');

/* What the storefront calls when an order has been made of the basket. */
exports.afterPOST = function (order) {
    return storefront.drive('order', order);
};
