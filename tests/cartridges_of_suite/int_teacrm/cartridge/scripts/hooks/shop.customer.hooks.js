'use strict';

var CustomObjectMgr = require('dw/object/CustomObjectMgr');
var CustomerMgr = require('dw/customer/CustomerMgr');
var HookMgr = require('dw/system/HookMgr');
var Status = require('dw/system/Status');
var Transaction = require('dw/system/Transaction');

exports.afterPOST = function (customer, registration) {
    var told = HookMgr.callHook('app.teacrm.contact', 'tell', customer.profile.email, 'registered');
    Transaction.wrap(function () {
        customer.profile.custom.note = told.id + ' ' + registration.customer.lastName;
    });
};

exports.afterPATCH = function (customer, input) {
    if (input.last_name && input.lastName !== customer.profile.getLastName()) {
        return new Status(Status.ERROR, 'NAME');
    }
    customer.profile.custom.note = 'now ' + customer.profile.lastName;
    return new Status(Status.OK);
};

exports.modifyGETResponse = function (customer, response) {
    var profile = CustomerMgr.getCustomerByCustomerNumber(response.customerNo).profile;
    var contact = CustomObjectMgr.getCustomObject('TeaContact', profile.email);
    response.c_crm = contact ? { id: contact.custom.remoteID, tries: contact.custom.tries } : { id: null };
    response.c_groups = customer.customerGroups.toArray().map(function (group) {
        return group.ID;
    });
};
