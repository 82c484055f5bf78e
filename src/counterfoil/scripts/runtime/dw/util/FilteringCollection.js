'use strict';

/* Qualifiers and orders are those of order management, which is not served here; walking and counting are a collection's. */
module.exports = runtime.define('dw.util.FilteringCollection', { extends: 'dw.util.Collection' });
