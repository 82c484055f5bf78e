'use strict';

const digests = runtime.classOf('dw.internal.digests');

module.exports = runtime.define('dw.crypto.WeakMessageDigest', digests.messageDigest({
    DIGEST_MD2: 'MD2', DIGEST_MD5: 'MD5', DIGEST_SHA: 'SHA', DIGEST_SHA_1: 'SHA-1'
}));
