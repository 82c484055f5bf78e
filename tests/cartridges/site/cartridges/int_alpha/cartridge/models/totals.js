'use strict';

var base = module.superModule;

exports.of = function (basket) {
    return base ? base.of(basket) : 0;
};
