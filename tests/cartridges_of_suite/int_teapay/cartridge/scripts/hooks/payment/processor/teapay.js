'use strict';

var Money = require('dw/value/Money');
var OrderMgr = require('dw/order/OrderMgr');
var PaymentMgr = require('dw/order/PaymentMgr');
var PaymentTransaction = require('dw/order/PaymentTransaction');
var Resource = require('dw/web/Resource');
var Site = require('dw/system/Site');
var Transaction = require('dw/system/Transaction');

var providers = require('~/cartridge/scripts/services/provider');

/**
 * Puts what a shopper has typed onto the basket.
 * @param {dw.order.Basket} basket - the basket
 * @param {Object} paymentInformation - of the card
 * @returns {Object} fieldErrors, serverErrors, error
 */
function Handle(basket, paymentInformation) {
    var cardType = paymentInformation.cardType.value;
    var card = PaymentMgr.getPaymentCard(cardType);
    if (!card) {
        return { fieldErrors: [], serverErrors: [Resource.msg('error.card', 'teapay', null)], error: true };
    }
    Transaction.wrap(function () {
        var method = dw.order.PaymentInstrument.METHOD_CREDIT_CARD;
        basket.getPaymentInstruments(method).toArray().forEach(function (instrument) {
            basket.removePaymentInstrument(instrument);
        });
        var instrument = basket.createPaymentInstrument(method, basket.totalGrossPrice);
        instrument.setCreditCardType(cardType);
        instrument.setCreditCardHolder(paymentInformation.holder.value);
        instrument.setCreditCardNumber('************' + paymentInformation.lastDigits.value);
        instrument.creditCardExpirationMonth = 12;
        instrument.creditCardExpirationYear = 2031;
    });
    return { fieldErrors: [], serverErrors: [], error: false };
}

/**
 * Asks the provider for the amount of an instrument.
 * @param {string} orderNumber - of the order
 * @param {dw.order.OrderPaymentInstrument} paymentInstrument - what pays
 * @param {dw.order.PaymentProcessor} paymentProcessor - who is asked
 * @param {Object} scope - the order, if the caller has it at hand
 * @returns {Object} fieldErrors, serverErrors, error, code
 */
function Authorize(orderNumber, paymentInstrument, paymentProcessor, scope) {
    var order = scope ? scope.order : OrderMgr.getOrder(orderNumber);
    var transaction = paymentInstrument.paymentTransaction;
    var amount = transaction.amount.available ? transaction.amount : new Money(0, order.currencyCode);
    var serverErrors = [];

    var result = providers.authorisation().call({
        merchant: Site.getCurrent().getCustomPreferenceValue('teapayMerchant'),
        order: orderNumber,
        amount: amount.value,
        currency: amount.currencyCode,
        holder: paymentInstrument.creditCardHolder,
        method: paymentInstrument.getPaymentMethod(),
        email: order.customerEmail
    });

    if (!result.ok) {
        serverErrors.push(Resource.msg('error.technical', 'teapay', null));
        return { fieldErrors: {}, serverErrors: serverErrors, error: true };
    }

    var answer = result.object;
    Transaction.wrap(function () {
        transaction.setPaymentProcessor(paymentProcessor);
        paymentInstrument.custom.providerReference = answer.reference;
        if (answer.approved) {
            transaction.setTransactionID(answer.reference);
            transaction.type = PaymentTransaction.TYPE_AUTH;
        }
        order.addNote('TeaPay', Resource.msgf('note.answer', 'teapay', null, orderNumber, answer.code));
    });

    if (!answer.approved) {
        serverErrors.push(Resource.msgf('error.declined', 'teapay', null, answer.code));
        return { fieldErrors: {}, serverErrors: serverErrors, error: true };
    }
    return { fieldErrors: {}, serverErrors: serverErrors, error: false, code: answer.code };
}

exports.Handle = Handle;
exports.Authorize = Authorize;
