'use strict';

/* Payment as the storefronts do it: the form, Handle on the basket, Authorize on the order. */
const HookMgr = require('dw/system/HookMgr');

const scene = require('./scene');

/* A module that these cartridges may or may not have. */
function optional(name) {
    try {
        return require(name);
    } catch (e) {
        if (String(e.message).indexOf('Cannot find module') < 0) {
            throw e;
        }
        return null;
    }
}

function field(name) {
    return { value: scene.CARD[name], htmlName: 'dwfrm_billing_creditCardFields_' + name };
}

function viewData(method) {
    const information = {};
    ['cardType', 'cardNumber', 'cardOwner', 'securityCode', 'expirationMonth', 'expirationYear'].forEach(function (name) {
        information[name] = field(name);
    });
    return {
        paymentMethod: { value: method.ID, htmlName: method.ID },
        paymentInformation: Object.assign(information, scene.information),
        email: { value: scene.CARD.email },
        phone: { value: scene.CARD.phone },
        saveCard: true
    };
}

function formOf(point) {
    return point.replace(/^app\.payment\.(form\.)?processor\./, 'app.payment.form.processor.');
}

function processForm(point) {
    scene.ready();
    const method = scene.methodOf(point);
    return HookMgr.callHook(formOf(point), 'processForm', scene.request(), scene.billingForm(method), viewData(method));
}

function billing(point) {
    const answer = HookMgr.hasHook(formOf(point)) ? processForm(point) : null;
    const made = answer && answer.viewData ? answer.viewData : viewData(scene.methodOf(point));
    made.paymentInformation = Object.assign(made.paymentInformation || {}, scene.information);
    return made;
}

exports.processForm = processForm;

exports.savePaymentInformation = function (point, basket) {
    return HookMgr.callHook(formOf(point), 'savePaymentInformation', scene.request(), basket, billing(point));
};

exports.handle = function (point, basket) {
    scene.ready();
    const method = scene.methodOf(point);
    if (optional('*/cartridge/scripts/models/PaymentProcessorModel') !== null) {
        scene.billingForm(method);
        return HookMgr.callHook(point, 'Handle', { Basket: basket, PaymentMethodID: method.ID });
    }
    return HookMgr.callHook(point, 'Handle', basket, billing(point).paymentInformation, method.ID, scene.request());
};

/* The storefront's own handlePayments knows how these cartridges want to be called, if the order is paid by their method. */
exports.authorize = function (point, order) {
    scene.ready();
    const method = scene.methodOf(point);
    scene.billingForm(method);
    const model = optional('*/cartridge/scripts/models/PaymentProcessorModel');
    const own = order.paymentInstruments.toArray().find(function (one) { return one.paymentMethod === method.ID; });
    const instrument = own || order.paymentInstruments[0];
    Object.assign(instrument.paymentTransaction, scene.instrument);
    if (model !== null) {
        return HookMgr.callHook(point, 'Authorize', {
            Order: order, OrderNo: order.orderNo, PaymentInstrument: instrument
        });
    }
    if (scene.information.authorize) {
        const values = { request: {}, token: 'stand-in', instrument: instrument, order: order };
        return HookMgr.callHook.apply(HookMgr, [point, 'Authorize'].concat(scene.information.authorize.map(
            function (name) { return values[name]; }
        )));
    }
    if (scene.information.payments && own) {
        return require(scene.information.payments)(order);
    }
    const helpers = own && point.indexOf('.default') < 0 ? optional('*/cartridge/scripts/checkout/checkoutHelpers') : null;
    return helpers !== null && helpers.handlePayments
        ? helpers.handlePayments(order, order.orderNo)
        : HookMgr.callHook(point, 'Authorize', order.orderNo, instrument, method.paymentProcessor);
};
