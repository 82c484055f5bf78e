'use strict';

module.exports = runtime.define('dw.crypto.Mac', runtime.classOf('dw.internal.digests').mac({
    HMAC_MD5: 'HmacMD5', HMAC_SHA_1: 'HmacSHA1', HMAC_SHA_256: 'HmacSHA256', HMAC_SHA_384: 'HmacSHA384',
    HMAC_SHA_512: 'HmacSHA512'
}));
