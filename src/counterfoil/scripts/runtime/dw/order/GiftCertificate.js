'use strict';

const STATUSES = { pending: 0, issued: 1, partially_redeemed: 2, redeemed: 3 };

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
        description: runtime.text('description'),
        message: runtime.text('message'),
        orderNo: { get: function (self) { return runtime.rootOf(self).orderNo; } },
        recipientEmail: runtime.text('recipient_email'),
        recipientName: runtime.text('recipient_name'),
        senderName: runtime.text('sender_name'),
        enabled: runtime.flag('enabled'),
        status: { get: function (self) { return STATUSES[runtime.node(self).status]; } }
    },
    methods: {
        getMaskedGiftCertificateCode: function () { return this.maskedGiftCertificateCode; }
    }
});
