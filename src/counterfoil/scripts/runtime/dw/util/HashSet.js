'use strict';

module.exports = runtime.classOf('dw.internal.sets').define('dw.util.HashSet');
