'use strict';

module.exports = runtime.define('dw.crypto.WeakMac', runtime.classOf('dw.internal.digests').mac({
    HMAC_MD5: 'HmacMD5', HMAC_SHA_1: 'HmacSHA1'
}));
