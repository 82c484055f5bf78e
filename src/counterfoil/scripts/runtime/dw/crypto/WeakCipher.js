'use strict';

module.exports = runtime.define('dw.crypto.WeakCipher', runtime.classOf('dw.internal.ciphers').cipher());
