'use strict';

/* What a shopper has typed, and what the storefront's request looks like to its hooks. */
const PaymentMgr = require('dw/order/PaymentMgr');
const FormField = require('dw/web/FormField');
const FormGroup = require('dw/web/FormGroup');

const given = require('./given.json');

const CARD = {
    cardType: 'Visa', cardNumber: '4111111111111111', number: '4111111111111111', securityCode: '737', cvn: '737',
    expirationMonth: 12, expirationYear: 2030, cardOwner: 'Ada Low', owner: 'Ada Low', email: 'ada@example.com',
    phone: '3105550142', saveCard: true, type: 'Visa'
};
const form = Object.assign({}, CARD, given.form);

function endsWith(point, id) {
    return point.toLowerCase().endsWith('.processor.' + id.toLowerCase());
}

/* The method of a point's processor: one that the cartridges' own metadata brings goes before the one that is made up. */
exports.methodOf = function (point) {
    const found = PaymentMgr.getActivePaymentMethods().toArray().filter(function (method) {
        return method.paymentProcessor !== null && endsWith(point, method.paymentProcessor.ID);
    });
    const own = found.find(function (method) { return method.ID !== method.paymentProcessor.ID; });
    return own || found[0] || PaymentMgr.getPaymentMethod('CREDIT_CARD');
};

function typed(group, values) {
    Object.keys(group).forEach(function (key) {
        if (group[key] instanceof FormGroup) {
            typed(group[key], values);
        } else if (values[key] !== undefined && group[key] instanceof FormField) {
            group[key].value = values[key];
        }
    });
}

/* The billing form of these cartridges with what the shopper typed. */
exports.billingForm = function (method) {
    const values = Object.assign({ paymentMethod: method.ID, selectedPaymentMethodID: method.ID }, form);
    if (session.forms.billing === undefined || session.forms.billing === null) {
        return {};
    }
    typed(session.forms.billing, values);
    try {
        return require('server').forms.getForm('billing');
    } catch (e) {
        return session.forms.billing; // the older storefront has no server module
    }
};

/* The storefront's request, as its controllers hand it on. */
exports.request = function () {
    const cache = {};
    return {
        form: Object.assign({}, given.request),
        querystring: {},
        httpMethod: 'POST',
        https: true,
        host: 'shop.example',
        locale: { id: request.locale, currency: { currencyCode: session.currency.currencyCode } },
        geolocation: { countryCode: 'US' },
        session: { raw: session, privacyCache: {
            get: function (key) { return cache[key]; }, set: function (key, value) { cache[key] = value; }
        }, currency: session.currency },
        currentCustomer: {
            raw: customer,
            profile: customer.profile ? { customerNo: customer.profile.customerNo, email: customer.profile.email } : undefined,
            wallet: { paymentInstruments: [] },
            addressBook: { addresses: [] }
        }
    };
};

exports.ready = function () {
    Object.assign(session.privacy, given.session);
};

exports.CARD = CARD;
exports.information = given.information;
exports.instrument = given.instrument;
