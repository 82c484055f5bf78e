'use strict';

var base = module.superModule;

Object.keys(base).forEach(function (name) {
    exports[name] = base[name];
});

exports.greeting = function () {
    return base.greeting() + '>gifts';
};
