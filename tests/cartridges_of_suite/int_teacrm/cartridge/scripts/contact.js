'use strict';

var CustomObjectMgr = require('dw/object/CustomObjectMgr');
var LocalServiceRegistry = require('dw/svc/LocalServiceRegistry');
var Site = require('dw/system/Site');
var Transaction = require('dw/system/Transaction');

var service = LocalServiceRegistry.createService('int_teacrm.http.contacts', {
    createRequest: function (svc, contact) {
        svc.setRequestMethod('POST').addHeader('Content-Type', 'application/json');
        return JSON.stringify(contact);
    },
    parseResponse: function (svc, client) {
        return JSON.parse(client.getText());
    },
    mockFull: function (svc, contact) {
        return { id: 'crm-' + contact.email.split('@')[0] };
    }
});

/**
 * Tells the partner of a contact; what he calls it is kept, and how often he was asked.
 * @param {string} email - of the contact
 * @param {string} reason - why he is told
 * @returns {Object} id, reason
 */
exports.tell = function (email, reason) {
    if (!Site.getCurrent().getCustomPreferenceValue('teaCrmEnabled')) {
        return { id: null, reason: 'off' };
    }
    var contact = CustomObjectMgr.getCustomObject('TeaContact', email);
    var result = contact && contact.custom.remoteID ? null : service.call({ email: email, reason: reason });
    Transaction.wrap(function () {
        contact = contact || CustomObjectMgr.createCustomObject('TeaContact', email);
        contact.custom.tries = (contact.custom.tries || 0) + 1;
        if (result !== null && result.status === 'OK') {
            contact.custom.remoteID = result.object.id;
        }
    });
    return { id: contact.custom.remoteID, reason: reason };
};
