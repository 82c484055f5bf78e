'use strict';

/* wrap.js requires this file, too: each sees what the other has exported by the time it is called. */
var wrap = require('./wrap');

exports.name = 'gift wrap';
exports.describe = function () {
    return wrap.describe();
};
