'use strict';

module.exports = runtime.define('dw.customer.EncryptedObject', { extends: 'dw.object.ExtensibleObject' });
