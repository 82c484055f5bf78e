'use strict';

const digests = runtime.classOf('dw.internal.digests');

module.exports = runtime.define('dw.crypto.MessageDigest', digests.messageDigest({
    DIGEST_MD2: 'MD2', DIGEST_MD5: 'MD5', DIGEST_SHA: 'SHA', DIGEST_SHA_1: 'SHA-1', DIGEST_SHA_256: 'SHA-256',
    DIGEST_SHA_512: 'SHA-512'
}));
