'use strict';

/* Which functions of which points a storefront calls, when, and with what: the conventions of the reference storefronts. */
const HookMgr = require('dw/system/HookMgr');

const payment = require('./payment');
const scene = require('./scene');

function plain(name, given) {
    return {
        name: name,
        run: function (point, container) {
            return HookMgr.callHook.apply(HookMgr, [point, name].concat(given ? given(container) : []));
        }
    };
}

function itself(container) { return [container]; }

function profile() { return [customer.profile]; }

function route() {
    return [{ on: function () {}, once: function () {}, emit: function () {} }];
}

const CONTACT = { givenName: 'Ada', familyName: 'Low', addressLines: ['606 Venezia Avenue'], locality: 'Venice',
    administrativeArea: 'CA', countryCode: 'US', postalCode: '90291', phoneNumber: '3105550142', emailAddress: 'ada@example.com' };

function applePay(container) {
    return [container, { payment: { token: { paymentData: { version: 'EC_v1', data: 'data', header: {} },
        paymentMethod: { network: 'Visa', type: 'debit' }, transactionIdentifier: 'T-1' },
    billingContact: CONTACT, shippingContact: CONTACT }, shippingContact: CONTACT, isTrusted: true }];
}

const TABLE = [
    { point: /^app\.payment\.form\.processor\./, basket: [
        { name: 'processForm', run: payment.processForm },
        { name: 'savePaymentInformation', run: payment.savePaymentInformation }
    ] },
    { point: /^app\.payment\.processor\./, basket: [{ name: 'Handle', run: payment.handle }],
        order: [{ name: 'Authorize', run: payment.authorize }] },
    { point: /^app\.payment\.pre\.auth$/, order: [plain('preAuthorization', function () { return [{}]; })] },
    { point: /^app\.payment\.post\.auth$/, order: [plain('postAuthorization', function () { return [{}]; })] },
    { point: /^app\.multi\.merchant\.by\./, order: [plain('getMultiMerchantConfiguraionsFromCO', function (order) {
        return [order.paymentInstruments[0].paymentMethod];
    })] },
    { point: /^app\.customer\.loggedIn$/, basket: [plain('loggedIn', profile)] },
    { point: /^app\.customer\.created$/, basket: [plain('created', profile)] },
    { point: /^app\.customer\.updated$/, basket: [plain('updated', profile)] },
    { point: /^app\.customer\.synchronized$/, basket: [plain('synchronized', profile)] },
    { point: /^app\.customer\.retrieve$/, basket: [plain('retrieve', profile)] },
    { point: /^app\.registration\.user\.SPUser$/, basket: [plain('findOrCreateSPUser', function () { return [customer]; })] },
    { point: /^app\.order\.created$/, order: [plain('created', itself)] },
    { point: /^app\.after\.order\.placed$/, order: [
        plain('afterPlaceOrder', function (order) { return [order.orderNo]; })
    ] },
    { point: /^app\.fraud\.detection$/, order: [plain('fraudDetection', itself)] },
    { point: /^app\.validate\.basket$/, basket: [
        plain('validateBasket', function (basket) { return [basket, false]; })
    ] },
    { point: /^app\.validate\.order$/, basket: [plain('validateOrder', itself)] },
    { point: /^app\.experience\.editmode$/, basket: [plain('editmode')] },
    { point: /^app\.server\.registerRoute$/, basket: [plain('registerRoute', route)] },
    { point: /^app\.template\.(\w+)$/, basket: [{
        name: 'render',
        run: function (point) { return HookMgr.callHook(point, point.split('.').pop(), { action: 'Cart-Show' }); }
    }] },
    { point: /^newsletter\.email$/, basket: [plain('send', function () { return [scene.CARD.email]; })] },
    { point: /^dw\.system\.request\.onSession$/, basket: [plain('onSession')] },
    { point: /^dw\.system\.request\.onRequest$/, basket: [plain('onRequest')] },
    { point: /^dw\.extensions\.applepay\.getRequest$/, basket: [
        plain('getRequest', function (basket) { return [basket, {}]; })
    ] },
    { point: /^dw\.extensions\.applepay\.shippingContactSelected$/, basket: [plain('shippingContactSelected', applePay)] },
    { point: /^dw\.extensions\.applepay\.cancel$/, basket: [plain('cancel', itself)] },
    { point: /^dw\.extensions\.applepay\.paymentAuthorized\.authorizeOrderPayment$/, order: [
        plain('authorizeOrderPayment', applePay)
    ] },
    { point: /^dw\.extensions\.applepay\.paymentAuthorized\.placeOrder$/, order: [plain('placeOrder', itself)] }
];

exports.of = function (point, phase) {
    const row = TABLE.find(function (one) { return one.point.test(point); });
    return row === undefined ? [] : row[phase] || [];
};
