'use strict';

module.exports = runtime.define('dw.svc.ServiceCallback', {});
