'use strict';

module.exports = runtime.define('dw.crypto.Cipher', runtime.classOf('dw.internal.ciphers').cipher());
