/*
 * Payment instruments of a basket or an order: found, made and filled. Numbers of cards and accounts are masked as they
 * come; the whole number is known to the call that set it, and to no document.
 */
'use strict';

const parts = runtime.classOf('dw.order.parts');

const CLASS = 'dw.order.OrderPaymentInstrument';
const SHOWN = 4;

function all(self) {
    return parts.wrappedAll(self, CLASS, runtime.node(self).payment_instruments);
}

function ofMethod(self, method) {
    return all(self).filter(function (one) {
        return method === undefined || method === null || one.paymentMethod === method;
    });
}

/* A gift certificate's code is kept nowhere: it is known by its mask. */
function ofCertificate(self, code) {
    return ofMethod(self, 'GIFT_CERTIFICATE').filter(function (one) {
        return code === undefined || one.giftCertificateCode === code || one.maskedGiftCertificateCode === masked(code).mask;
    });
}

/* All but the last four signs starred out; a short one is starred out whole. */
function masked(number) {
    const plain = String(number).replace(/[-\s]/g, '');
    if (plain.length <= SHOWN) {
        return { mask: '*'.repeat(plain.length), last: null };
    }
    const last = plain.slice(-SHOWN);
    return { mask: '*'.repeat(plain.length - SHOWN) + last, last: last };
}

function create(method, amount) {
    const node = {
        payment_instrument_id: parts.newId(), payment_method_id: String(parts.required(method, 'the payment method\'s ID'))
    };
    const value = parts.given(amount);
    if (value !== null) {
        node.amount = value;
    }
    parts.add(this, runtime.node(this), 'payment_instruments', node);
    return parts.wrapped(this, CLASS, node);
}

function createFromWallet(instrument, amount) {
    const made = create.call(this, parts.required(instrument, 'the wallet\'s instrument').paymentMethod, amount);
    const node = runtime.node(made);
    const source = runtime.node(instrument);
    for (const name of ['payment_card', 'payment_bank_account', 'bank_routing_number', 'masked_gift_certificate_code']) {
        if (source[name] !== undefined) {
            node[name] = JSON.parse(JSON.stringify(source[name]));
        }
    }
    node.customer_payment_instrument_id = source.payment_instrument_id;
    return made;
}

function createFromCertificate(code, amount) {
    const root = runtime.rootOf(this);
    runtime.touch(root);
    const answer = runtime.ask('pay_by_code', {
        kind: root.kind, document: root.document, gift_certificate_code: String(code), amount: parts.given(amount)
    });
    runtime.merge(root.document, answer.document);
    return parts.first(all(this), function (one) { return one.UUID === answer.payment_instrument_id; });
}

/* Numbers that are whole in this call: those it set itself, and the card of the request at payment points. */
function wholeNumbers() {
    if (runtime.call.numbers === undefined) {
        runtime.call.numbers = new Map();
        const card = runtime.call.frame.card;
        for (const root of card === undefined ? [] : runtime.call.roots) {
            for (const node of root.document.payment_instruments || []) {
                if (node.payment_instrument_id === card.payment_instrument_id) {
                    runtime.call.numbers.set(node, { card: card.number });
                }
            }
        }
    }
    return runtime.call.numbers;
}

module.exports = Object.freeze({
    ofMethod: ofMethod, ofCertificate: ofCertificate, masked: masked, create: create, createFromWallet: createFromWallet,
    createFromCertificate: createFromCertificate, wholeNumbers: wholeNumbers
});
