'use strict';

exports.tax = require('./server/tax');
