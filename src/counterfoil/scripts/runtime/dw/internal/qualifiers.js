/* What campaigns and promotions are tied to. */
'use strict';

function found(name, className, method) {
    return {
        get: function (self) {
            const manager = runtime.classOf(className);
            return runtime.collection(runtime.node(self)[name].map(manager[method]).filter(Boolean));
        }
    };
}

module.exports = Object.freeze({
    coupons: found('coupons', 'dw.campaign.CouponMgr', 'getCoupon'),
    sourceCodeGroups: found('source_codes', 'dw.campaign.SourceCodeGroup', 'named'),
    customerGroups: found('customer_groups', 'dw.customer.CustomerMgr', 'getCustomerGroup')
});
