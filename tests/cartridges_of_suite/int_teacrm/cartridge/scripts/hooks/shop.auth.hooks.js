'use strict';

var HookMgr = require('dw/system/HookMgr');

exports.afterPOST = function (customer, authorizationType) {
    if (customer.registered && authorizationType.value === 'credentials') {
        HookMgr.callHook('app.teacrm.contact', 'tell', customer.profile.email, 'log-in');
    }
};
