'use strict';

const parts = runtime.classOf('dw.order.parts');

const amount = {
    get: function (self) {
        const value = runtime.node(self).amount;
        return value === undefined ? null : value;
    },
    set: function (self, value) { runtime.write(self, 'amount', parts.given(value)); }
};

function manager() {
    return runtime.classOf('dw.order.GiftCertificateMgr');
}

const price = parts.amount(amount.get);
const none = parts.amount(function (self) { return amount.get(self) === null ? null : 0; });

/* A gift certificate is part of the total and is not taxed. */
module.exports = runtime.define('dw.order.GiftCertificateLineItem', {
    extends: 'dw.order.LineItem',
    properties: {
        UUID: runtime.text('gift_certificate_item_id'),
        basePrice: price,
        price: price,
        netPrice: price,
        grossPrice: price,
        priceValue: amount,
        tax: none,
        taxBasis: price,
        taxes: { get: function () { return runtime.collection([]); }, set: function () {} },
        taxRate: { get: function () { return 0; } },
        taxClassID: { get: function () { return 'TAX_EXEMPT'; } },
        lineItemText: { get: function () { return 'Gift Certificate'; } },
        /* Codes are not for documents: what a script names by its code is kept by its merchant ID. */
        giftCertificateID: {
            get: function (self) {
                const id = runtime.node(self).merchant_id;
                return id === undefined ? null : manager().codeOf_(id);
            },
            set: function (self, code) {
                runtime.write(self, 'merchant_id', code === null || code === undefined ? null : manager().idOf_(String(code)));
            }
        },
        message: runtime.text('message', true),
        recipientEmail: runtime.text('recipient_email', true),
        recipientName: runtime.text('recipient_name', true),
        senderName: runtime.text('sender_name', true),
        productListItem: { get: function () { return null; } },
        shipment: {
            get: function (self) {
                const id = runtime.node(self).shipment_id;
                return parts.first(parts.container(self).shipments, function (one) { return one.ID === id; });
            },
            set: function (self, shipment) { runtime.write(self, 'shipment_id', shipment.ID); }
        }
    },
    methods: {
        updatePrice: function (value) { amount.set(this, value); },
        updateTax: function () {},
        updateSetTax_: function () {},
        updateTaxAmount: function () {}
    }
});
