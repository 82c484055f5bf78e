'use strict';

const parts = runtime.classOf('dw.order.parts');
const payments = runtime.classOf('dw.order.payments');

const CARD = 'payment_card';
const ACCOUNT = 'payment_bank_account';

function card(name, convert) {
    return parts.within(CARD, name, convert);
}

function account(name, convert) {
    return parts.within(ACCOUNT, name, convert);
}

/* A number that is kept masked: what this call has set is whole, and what was kept is its mask. */
function number(kept, holder, mask, last) {
    const shown = parts.within(holder, mask, String);
    const digits = parts.within(holder, last, String);
    return {
        get: function (self) {
            const whole = payments.wholeNumbers().get(runtime.node(self));
            return whole !== undefined && whole[kept] !== undefined ? whole[kept] : shown.get(self);
        },
        set: function (self, value) {
            const hidden = value === null ? { mask: null, last: null } : payments.masked(value);
            shown.set(self, hidden.mask);
            digits.set(self, hidden.last);
            keep(self, kept, value === null ? undefined : String(value));
        }
    };
}

function keep(self, name, value) {
    const numbers = payments.wholeNumbers();
    const node = runtime.node(self);
    if (!numbers.has(node)) {
        numbers.set(node, {});
    }
    numbers.get(node)[name] = value;
}

function expired(self) {
    const month = self.creditCardExpirationMonth;
    const year = self.creditCardExpirationYear;
    if (month === null || year === null) {
        return false;
    }
    const now = new Date();
    return year * 12 + month < now.getUTCFullYear() * 12 + now.getUTCMonth() + 1;
}

/* Dates of a card change whether it has expired. */
function cardDate(name) {
    const property = card(name, Number);
    return {
        get: property.get,
        set: function (self, value) {
            property.set(self, value);
            runtime.node(self)[CARD].credit_card_expired = expired(self);
        }
    };
}

/* The mask with another number of digits shown; more than four are not known any more. */
function lastDigits(value, count) {
    return value === null || count === undefined ? value : value.slice(-count);
}

const certificateCode = {
    get: function (self) {
        const whole = payments.wholeNumbers().get(runtime.node(self));
        if (whole !== undefined && whole.certificate !== undefined) {
            return whole.certificate;
        }
        return self.maskedGiftCertificateCode;
    },
    set: function (self, value) {
        runtime.write(self, 'masked_gift_certificate_code', value === null ? null : payments.masked(value).mask);
        keep(self, 'certificate', value === null ? undefined : String(value));
    }
};

module.exports = runtime.define('dw.order.PaymentInstrument', {
    extends: 'dw.customer.EncryptedObject',
    constants: {
        ENCRYPTION_ALGORITHM_RSA: 'RSA',
        ENCRYPTION_ALGORITHM_RSA_ECB_OAEPWITHSHA_256ANDMGF1PADDING: 'RSA/ECB/OAEPWithSHA-256AndMGF1Padding',
        METHOD_BANK_TRANSFER: 'BANK_TRANSFER',
        METHOD_BML: 'BML',
        METHOD_CREDIT_CARD: 'CREDIT_CARD',
        METHOD_DW_ANDROID_PAY: 'DW_ANDROID_PAY',
        METHOD_DW_APPLE_PAY: 'DW_APPLE_PAY',
        METHOD_GIFT_CERTIFICATE: 'GIFT_CERTIFICATE'
    },
    properties: {
        UUID: runtime.text('payment_instrument_id'),
        paymentMethod: runtime.text('payment_method_id'),
        creditCardType: card('card_type', String),
        creditCardHolder: card('holder', String),
        creditCardToken: card('credit_card_token', String),
        creditCardIssueNumber: card('issue_number', String),
        creditCardExpirationMonth: cardDate('expiration_month'),
        creditCardExpirationYear: cardDate('expiration_year'),
        creditCardValidFromMonth: card('valid_from_month', Number),
        creditCardValidFromYear: card('valid_from_year', Number),
        creditCardExpired: { get: expired, flag: true },
        creditCardNumber: number('card', CARD, 'masked_number', 'number_last_digits'),
        creditCardNumberLastDigits: card('number_last_digits'),
        maskedCreditCardNumber: card('masked_number'),
        bankAccountHolder: account('holder', String),
        bankAccountNumber: number('account', ACCOUNT, 'masked_number', 'number_last_digits'),
        bankAccountNumberLastDigits: account('number_last_digits'),
        maskedBankAccountNumber: account('masked_number'),
        bankAccountDriversLicense: number(
            'licence', ACCOUNT, 'masked_drivers_license', 'drivers_license_last_digits'
        ),
        bankAccountDriversLicenseLastDigits: account('drivers_license_last_digits'),
        bankAccountDriversLicenseStateCode: account('drivers_license_state_code', String),
        maskedBankAccountDriversLicense: account('masked_drivers_license'),
        bankRoutingNumber: {
            get: runtime.text('bank_routing_number').get,
            set: function (self, value) {
                runtime.write(self, 'bank_routing_number', value === null ? null : payments.masked(value).mask);
            }
        },
        giftCertificateCode: certificateCode,
        giftCertificateID: certificateCode,
        maskedGiftCertificateCode: runtime.text('masked_gift_certificate_code'),
        permanentlyMasked: {
            get: function (self) {
                const whole = payments.wholeNumbers().get(runtime.node(self));
                return whole === undefined || whole.card === undefined;
            },
            flag: true
        }
    },
    methods: {
        getCreditCardNumberLastDigits: function (count) { return lastDigits(this.creditCardNumberLastDigits, count); },
        getBankAccountNumberLastDigits: function (count) { return lastDigits(this.bankAccountNumberLastDigits, count); },
        getBankAccountDriversLicenseLastDigits: function (count) {
            return lastDigits(this.bankAccountDriversLicenseLastDigits, count);
        },
        /* Four digits are kept, whatever is asked for. */
        getMaskedCreditCardNumber: function () { return this.maskedCreditCardNumber; },
        getMaskedBankAccountNumber: function () { return this.maskedBankAccountNumber; },
        getMaskedBankAccountDriversLicense: function () { return this.maskedBankAccountDriversLicense; },
        getMaskedGiftCertificateCode: function () { return this.maskedGiftCertificateCode; }
    }
});
