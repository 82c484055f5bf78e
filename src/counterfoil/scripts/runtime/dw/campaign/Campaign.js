'use strict';

module.exports = runtime.define('dw.campaign.Campaign', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        ID: runtime.text('id'),
        UUID: runtime.text('id'),
        description: runtime.text('description'),
        enabled: runtime.flag('enabled'),
        active: runtime.flag('active'),
        applicableOnline: runtime.flag('applicable_online'),
        applicableInStore: { get: function () { return false; }, flag: true },
        startDate: runtime.date('start_date'),
        endDate: runtime.date('end_date'),
        promotions: {
            get: function (self) {
                const all = runtime.classOf('dw.campaign.PromotionMgr').promotions.toArray();
                return runtime.collection(all.filter(function (one) { return runtime.node(one).campaign === self.ID; }));
            }
        },
        coupons: {
            get: function (self) {
                const CouponMgr = runtime.classOf('dw.campaign.CouponMgr');
                return runtime.collection(runtime.node(self).coupons.map(CouponMgr.getCoupon).filter(Boolean));
            }
        },
        customerGroups: {
            get: function (self) {
                const CustomerMgr = runtime.classOf('dw.customer.CustomerMgr');
                return runtime.collection(
                    runtime.node(self).customer_groups.map(CustomerMgr.getCustomerGroup).filter(Boolean)
                );
            }
        }
    }
});
