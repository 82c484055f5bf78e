'use strict';

var loads = 0;
loads += 1;

exports.loads = function () {
    loads += 1;
    return loads;
};
