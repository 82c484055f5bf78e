'use strict';

module.exports = runtime.define('dw.web.Form', { extends: 'dw.web.FormGroup' });
