'use strict';

const STATUSES = { pending: 0, issued: 1, partially_redeemed: 2, redeemed: 3 };
const SHOWN = 4;

/* What is left of a certificate says how far it is redeemed; a script says whether it can be used yet. */
function setStatus(self, status) {
    const number = Number(status);
    if (number === self.status) {
        return;
    }
    if (number === STATUSES.pending) {
        runtime.write(self, 'status', 'pending');
    } else if (number === STATUSES.issued && self.status === STATUSES.pending) {
        runtime.write(self, 'status', 'issued');
    } else {
        throw runtime.error('IllegalArgumentException', 'a gift certificate does not become ' + status
            + ' by setStatus: its balance says that (' + runtime.here() + ')');
    }
}

/* Of a code no more than its last signs are kept. */
function masked(self, shown) {
    const signs = shown === undefined ? SHOWN : Math.min(Number(shown), SHOWN);
    const text = self.maskedGiftCertificateCode;
    if (!(signs >= 0)) {
        throw runtime.error('IllegalArgumentException', shown + ' signs cannot be shown (' + runtime.here() + ')');
    }
    return text === null ? null : '*'.repeat(Math.max(0, text.length - signs)) + text.slice(Math.max(0, text.length - signs));
}

/* A certificate as the server keeps it: of its code only the mask is known, but to the call that looked it up by code. */
module.exports = runtime.define('dw.order.GiftCertificate', {
    extends: 'dw.object.ExtensibleObject',
    constants: { STATUS_PENDING: 0, STATUS_ISSUED: 1, STATUS_PARTIALLY_REDEEMED: 2, STATUS_REDEEMED: 3 },
    properties: {
        UUID: runtime.text('merchant_id'),
        merchantID: runtime.text('merchant_id'),
        ID: { get: function (self) { return self.giftCertificateCode; } },
        giftCertificateCode: {
            get: function (self) {
                const code = runtime.rootOf(self).code;
                return code === undefined ? self.maskedGiftCertificateCode : code;
            }
        },
        maskedGiftCertificateCode: runtime.text('masked_gift_certificate_code'),
        amount: runtime.money('amount'),
        balance: runtime.money('balance'),
        description: runtime.text('description', true),
        message: runtime.text('message', true),
        orderNo: {
            get: function (self) { return runtime.rootOf(self).orderNo; },
            set: function (self, number) {
                runtime.touch(runtime.rootOf(self));
                runtime.rootOf(self).orderNo = number === null || number === undefined ? null : String(number);
            }
        },
        recipientEmail: runtime.text('recipient_email', true),
        recipientName: runtime.text('recipient_name', true),
        senderName: runtime.text('sender_name', true),
        enabled: runtime.flag('enabled', true),
        status: { get: function (self) { return STATUSES[runtime.node(self).status]; }, set: setStatus }
    },
    methods: {
        getMaskedGiftCertificateCode: function (shown) { return masked(this, shown); }
    }
});
