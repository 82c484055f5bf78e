'use strict';

const CODES = {
    GC_ERROR_DISABLED: 'GIFTCERTIFICATE-100',
    GC_ERROR_INSUFFICIENT_BALANCE: 'GIFTCERTIFICATE-110',
    GC_ERROR_REDEEMED: 'GIFTCERTIFICATE-120',
    GC_ERROR_PENDING: 'GIFTCERTIFICATE-130',
    GC_ERROR_INVALID_AMOUNT: 'GIFTCERTIFICATE-140',
    GC_ERROR_INVALID_CODE: 'GIFTCERTIFICATE-150'
};

function made(found, code) {
    if (found === null) {
        return null;
    }
    const root = runtime.root('gift certificate', found.document, { writable: false, orderNo: found.order_no, code: code });
    return runtime.wrap('dw.order.GiftCertificate', found.document, root);
}

function byCode(code) {
    return code === null || code === undefined || code === '' ? null
        : made(runtime.ask('gift_certificate', { code: String(code) }), String(code));
}

/* What the server's rules say of a payment from a certificate; the amount leaves it when the request is kept. */
function redeem(instrument) {
    const Status = runtime.classOf('dw.system.Status');
    const root = runtime.rootOf(instrument);
    runtime.touch(root);
    const answer = runtime.ask('redeem', {
        kind: root.kind, document: root.document, payment_instrument_id: instrument.UUID
    });
    if (answer.refused !== null) {
        return new Status(Status.ERROR, CODES[answer.refused]);
    }
    runtime.merge(root.document, answer.document);
    return new Status(Status.OK);
}

module.exports = runtime.define('dw.order.GiftCertificateMgr', {
    constants: CODES,
    statics: {
        getGiftCertificate: byCode,
        getGiftCertificateByCode: byCode,
        getGiftCertificateByMerchantID: function (id) {
            return made(runtime.ask('gift_certificate', { merchant_id: String(id) }), undefined);
        },
        redeemGiftCertificate: redeem
    }
});
