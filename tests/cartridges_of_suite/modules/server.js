'use strict';

/* What a storefront's server module does for hooks that share code with controllers: it is loaded, and little else. */
var middleware = require('./server/middleware');

exports.middleware = middleware;
exports.isHttps = middleware.https({ isHttpSecure: false });
