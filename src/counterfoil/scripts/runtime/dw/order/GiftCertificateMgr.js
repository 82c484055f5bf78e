'use strict';

const CODES = {
    GC_ERROR_DISABLED: 'GIFTCERTIFICATE-100',
    GC_ERROR_INSUFFICIENT_BALANCE: 'GIFTCERTIFICATE-110',
    GC_ERROR_REDEEMED: 'GIFTCERTIFICATE-120',
    GC_ERROR_PENDING: 'GIFTCERTIFICATE-130',
    GC_ERROR_INVALID_AMOUNT: 'GIFTCERTIFICATE-140',
    GC_ERROR_INVALID_CODE: 'GIFTCERTIFICATE-150'
};

/* Each is one object in a call, by its merchant ID; the code is known once it was named. */
const known = runtime.perCall(function () { return new Map(); });

function made(found, code) {
    if (found === null) {
        return null;
    }
    const id = found.document.merchant_id;
    let certificate = known().get(id);
    if (certificate === undefined) {
        const root = runtime.root('gift certificate', found.document, {
            orderNo: found.order_no,
            save: function (changed) {
                return {
                    kind: 'gift_certificate', merchant_id: id, seen: found.seen, order_no: changed.orderNo,
                    document: changed.document
                };
            }
        });
        certificate = runtime.wrap('dw.order.GiftCertificate', found.document, root);
        known().set(id, certificate);
    }
    if (code !== undefined) {
        runtime.rootOf(certificate).code = code;
    }
    return certificate;
}

function byCode(code) {
    if (code === null || code === undefined || code === '') {
        return null;
    }
    for (const one of known().values()) {
        if (runtime.rootOf(one).code === String(code)) {
            return one;
        }
    }
    return made(runtime.ask('gift_certificate', { gift_certificate_code: String(code) }), String(code));
}

function byMerchantID(id) {
    return known().get(String(id)) || made(runtime.ask('gift_certificate', { merchant_id: String(id) }), undefined);
}

/* A code that another certificate has makes none. */
function create(amount, code) {
    const worth = Number(amount);
    if (!(worth > 0)) {
        throw runtime.error('IllegalArgumentException', 'a gift certificate has an amount above zero (' + runtime.here() + ')');
    }
    runtime.requireTransaction('a gift certificate was created');
    const asked = { amount: worth };
    if (code !== undefined && code !== null && String(code).trim() !== '') {
        asked.gift_certificate_code = String(code).trim();
        if (byCode(asked.gift_certificate_code) !== null) {
            return null;
        }
    }
    const found = runtime.ask('create_gift_certificate', asked);
    if (found === null) {
        return null;
    }
    const certificate = made(found, found.gift_certificate_code);
    runtime.touch(runtime.rootOf(certificate));
    return certificate;
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
        getGiftCertificateByMerchantID: byMerchantID,
        createGiftCertificate: create,
        /* For lines: what a script may call a certificate, and what is kept of that. */
        codeOf_: function (merchantID) {
            const one = known().get(merchantID);
            return one === undefined || runtime.rootOf(one).code === undefined ? merchantID : runtime.rootOf(one).code;
        },
        idOf_: function (code) {
            const one = known().has(code) ? null : byCode(code);
            return one === null ? code : one.merchantID;
        },
        redeemGiftCertificate: redeem
    }
});
