'use strict';

var HookMgr = require('dw/system/HookMgr');

exports.afterPOST = function (order) {
    var point = 'app.teacrm.' + (order.customer.registered ? 'contact' : 'nobody');
    if (HookMgr.hasHook(point)) {
        order.custom.note = HookMgr.callHook(point, 'tell', order.customerEmail, 'order').id;
    }
    // undefined: what the server does by default goes on
};
