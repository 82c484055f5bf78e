'use strict';

var base = module.superModule;

exports.of = function (basket) { return base.of(basket) + 1; };
