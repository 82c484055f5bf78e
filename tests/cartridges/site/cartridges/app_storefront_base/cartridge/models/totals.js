'use strict';

exports.of = function (basket) {
    return basket.productItems.length;
};
