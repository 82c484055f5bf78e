'use strict';

const Codes = runtime.classOf('dw.order.PaymentStatusCodes');

/* Digits in pairs from the right: every second one counts double. */
function passesChecksum(number) {
    let total = 0;
    for (let at = 0; at < number.length; at += 1) {
        let digit = Number(number[number.length - 1 - at]);
        if (at % 2 === 1) {
            digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        }
        total += digit;
    }
    return total % 10 === 0;
}

/* "13,16" and "13-16": a length, or from one to another. */
function within(length, text) {
    const ends = String(text).split('-').map(Number);
    return ends[0] <= length && length <= ends[ends.length - 1];
}

function begins(number, text) {
    const ends = String(text).split('-').map(function (end) { return end.trim(); });
    const start = number.slice(0, ends[0].length);
    return start.length === ends[0].length && ends[0] <= start && start <= ends[ends.length - 1];
}

function fits(card, number) {
    const lengths = card.number_lengths || [];
    const prefixes = card.number_prefixes || [];
    return /^\d+$/.test(number)
        && (lengths.length === 0 || lengths.some(function (one) { return within(number.length, one); }))
        && (prefixes.length === 0 || prefixes.some(function (one) { return begins(number, one); }))
        && (!card.checksum || passesChecksum(number));
}

function over(month, year) {
    const now = new Date();
    return !(month >= 1 && month <= 12) || year * 12 + month < now.getUTCFullYear() * 12 + now.getUTCMonth() + 1;
}

function verify(month, year, number, code) {
    const card = runtime.node(this);
    const wrong = [];
    if (!fits(card, String(number).replace(/[-\s]/g, ''))) {
        wrong.push(Codes.CREDITCARD_INVALID_CARD_NUMBER);
    }
    if (over(Number(month), Number(year))) {
        wrong.push(Codes.CREDITCARD_INVALID_EXPIRATION_DATE);
    }
    const length = card.security_code_length;
    const given = code === undefined || code === null ? null : String(code);
    if (arguments.length > 3 && length && (given === null || !/^\d+$/.test(given) || given.length !== length)) {
        wrong.push(Codes.CREDITCARD_INVALID_SECURITY_CODE);
    }
    const Status = runtime.classOf('dw.system.Status');
    const StatusItem = runtime.classOf('dw.system.StatusItem');
    const status = new Status();
    wrong.forEach(function (one) { status.addItem(new StatusItem(Status.ERROR, one, one)); });
    return wrong.length === 0 ? new Status(Status.OK) : status;
}

module.exports = runtime.define('dw.order.PaymentCard', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        UUID: runtime.text('card_type'),
        cardType: runtime.text('card_type'),
        name: runtime.text('name'),
        description: { get: function (self) { return runtime.markup(runtime.node(self).description); } },
        image: { get: function (self) { return runtime.mediaFile(runtime.node(self).image); } },
        active: runtime.flag('active')
    },
    methods: {
        isApplicable: function (customer, country, amount) {
            const found = runtime.classOf('dw.order.PaymentMgr').applicable(customer, country, amount);
            return found.cards.includes(this.cardType);
        },
        verify: verify
    }
});

runtime.classOf('dw.order.PaymentMethod');   // where texts and pictures are described
