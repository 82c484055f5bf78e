'use strict';

/* What a registered customer has ordered on the site; what nobody counts here, such as visits, is null. */
function nothing() {
    return null;
}

function fact(name) {
    return { get: function (self) { return runtime.node(self)[name]; } };
}

function list(name) {
    return { get: function (self) { return (runtime.node(self)[name] || []).slice(); } };
}

module.exports = runtime.define('dw.customer.CustomerActiveData', {
    extends: 'dw.object.ActiveData',
    properties: {
        orders: fact('orders'),
        orderValue: fact('order_value'),
        orderValueMonth: fact('order_value_month'),
        avgOrderValue: fact('average_order_value'),
        lastOrderDate: runtime.date('last_order_date'),
        sourceCodeOrders: fact('source_code_orders'),
        discountValueWithCoupon: fact('discount_with_coupon'),
        discountValueWithoutCoupon: fact('discount_without_coupon'),
        giftOrders: fact('gift_orders'),
        giftUnits: fact('gift_units'),
        productsOrdered: list('products_ordered'),
        productMastersOrdered: list('masters_ordered'),
        returns: { get: nothing },
        returnValue: { get: nothing },
        visitsWeek: { get: nothing },
        visitsMonth: { get: nothing },
        visitsYear: { get: nothing },
        productsAbandonedMonth: list('none'),
        productsViewedMonth: list('none'),
        topCategoriesOrdered: list('none')
    }
});
