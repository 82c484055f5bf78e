'use strict';

const qualifiers = runtime.classOf('dw.internal.qualifiers');

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
        coupons: qualifiers.coupons,
        customerGroups: qualifiers.customerGroups,
        sourceCodeGroups: qualifiers.sourceCodeGroups
    }
});
