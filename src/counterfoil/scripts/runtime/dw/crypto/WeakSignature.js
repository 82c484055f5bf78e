'use strict';

module.exports = runtime.define('dw.crypto.WeakSignature', runtime.classOf('dw.internal.ciphers').signature(['SHA1withRSA']));
