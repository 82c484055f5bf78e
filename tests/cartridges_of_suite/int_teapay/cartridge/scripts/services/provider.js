'use strict';

var LocalServiceRegistry = require('dw/svc/LocalServiceRegistry');

/**
 * Makes the service that authorises: JSON there and back.
 * @returns {dw.svc.Service} the service
 */
exports.authorisation = function () {
    return LocalServiceRegistry.createService('int_teapay.http.authorize', {
        createRequest: function (svc, payment) {
            svc.setRequestMethod('POST');
            svc.addHeader('Content-Type', 'application/json');
            svc.setURL(svc.getConfiguration().getCredential().getURL() + '/authorizations');
            return JSON.stringify(payment);
        },
        parseResponse: function (svc, client) {
            return JSON.parse(client.text);
        },
        mockCall: function (svc, request) {
            var payment = JSON.parse(request);
            var declined = payment.holder === 'Declined' || payment.email === 'declined@example.com';
            return {
                statusCode: 200,
                statusMessage: 'OK',
                text: JSON.stringify({
                    approved: !declined,
                    code: declined ? 'INSUFFICIENT_FUNDS' : 'MOCKED',
                    reference: ['mock', payment.merchant, payment.order].join('-')
                })
            };
        },
        filterLogMessage: function (message) {
            return message.replace(/("holder":")[^"]*/, '$1***');
        }
    });
};
