'use strict';

module.exports = runtime.define('dw.crypto.Signature', runtime.classOf('dw.internal.ciphers').signature([
    'SHA256withRSA', 'SHA384withRSA', 'SHA512withRSA', 'SHA256withRSA/PSS', 'SHA384withRSA/PSS', 'SHA512withRSA/PSS',
    'SHA256withECDSA', 'SHA384withECDSA', 'SHA512withECDSA', 'SHA1withRSA'
]));
