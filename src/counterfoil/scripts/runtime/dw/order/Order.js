'use strict';

const STATUSES = { created: 0, new: 3, open: 4, completed: 5, cancelled: 6, replaced: 7, failed: 8 };

module.exports = runtime.define('dw.order.Order', {
    extends: 'dw.order.LineItemCtnr',
    constants: {
        ORDER_STATUS_CREATED: 0,
        ORDER_STATUS_NEW: 3,
        ORDER_STATUS_OPEN: 4,
        ORDER_STATUS_COMPLETED: 5,
        ORDER_STATUS_CANCELLED: 6,
        ORDER_STATUS_REPLACED: 7,
        ORDER_STATUS_FAILED: 8
    },
    properties: {
        orderNo: runtime.text('order_no'),
        orderToken: runtime.text('order_token'),
        status: runtime.enumeration('status', STATUSES)
    }
});
