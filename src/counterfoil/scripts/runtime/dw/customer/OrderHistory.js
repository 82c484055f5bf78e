'use strict';

/* The orders of a customer on the site, newest first. */
function orders(self, query, sort, given) {
    const OrderMgr = runtime.classOf('dw.order.OrderMgr');
    const number = runtime.node(self).customer_no;
    if (number === undefined) {
        return runtime.classOf('dw.util.SeekableIterator').over([]);
    }
    const at = '{' + given.length + '}';
    const text = 'customerNo = ' + at + (query ? ' AND (' + query + ')' : '');
    return OrderMgr.searchOrders.apply(OrderMgr, [text, sort || 'creationDate desc'].concat(given, [number]));
}

module.exports = runtime.define('dw.customer.OrderHistory', {
    properties: {
        orderCount: { get: function (self) { return orders(self, null, null, []).count; } },
        orders: { get: function (self) { return orders(self, null, null, []); } }
    },
    methods: {
        getOrders: function (query, sort) {
            return orders(this, query, sort, Array.prototype.slice.call(arguments, 2));
        }
    }
});
