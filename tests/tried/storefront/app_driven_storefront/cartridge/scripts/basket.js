'use strict';

const storefront = require('./storefront');

/* What the storefront calls while a basket is being filled and paid for. */
exports.afterPATCH = function (basket) {
    return storefront.drive('basket', basket);
};
