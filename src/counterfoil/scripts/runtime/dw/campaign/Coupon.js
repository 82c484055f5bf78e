'use strict';

/* A coupon of the site; its codes stay with the server. */
module.exports = runtime.define('dw.campaign.Coupon', {
    extends: 'dw.object.PersistentObject',
    constants: { TYPE_SINGLE_CODE: 'SINGLE_CODE', TYPE_MULTIPLE_CODES: 'MULTIPLE_CODES', TYPE_SYSTEM_CODES: 'SYSTEM_CODES' },
    properties: {
        ID: runtime.text('id'),
        UUID: runtime.text('id'),
        enabled: runtime.flag('enabled'),
        type: runtime.text('type'),
        codePrefix: runtime.text('code_prefix'),
        redemptionLimitPerCode: runtime.number('limit_per_code'),
        redemptionLimitPerCustomer: runtime.number('limit_per_customer'),
        redemptionLimitPerTimeFrame: runtime.number('limit_per_time_frame'),
        redemptionLimitTimeFrame: runtime.number('time_frame_days'),
        promotions: {
            get: function (self) {
                const all = runtime.classOf('dw.campaign.PromotionMgr').promotions.toArray();
                return runtime.collection(all.filter(function (one) {
                    return runtime.node(one).coupons.indexOf(self.ID) >= 0;
                }));
            }
        }
    }
});
