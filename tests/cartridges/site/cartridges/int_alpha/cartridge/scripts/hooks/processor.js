'use strict';

var collections = require('~/cartridge/scripts/util/collections');

exports.Handle = function (basket) {
    return { error: collections.first(basket.getPaymentInstruments()) === null };
};
