'use strict';

const coupons = runtime.perCall(function () {
    const root = runtime.root('coupon', {}, { writable: false });
    return runtime.ask('coupons').map(function (node) { return runtime.wrap('dw.campaign.Coupon', node, root); });
});

function named(id) {
    return coupons().find(function (one) { return one.ID === String(id); }) || null;
}

module.exports = runtime.define('dw.campaign.CouponMgr', {
    staticProperties: { coupons: { get: function () { return runtime.collection(coupons().slice()); } } },
    statics: {
        getCoupon: named,
        getCouponByCode: function (code) {
            const id = runtime.ask('coupon_of_code', String(code));
            return id === null ? null : named(id);
        },
        /* The newest first; those that orders of this server hold. */
        getRedemptions: function (id, code) {
            const root = runtime.root('coupon redemption', {}, { writable: false });
            return runtime.collection(runtime.ask('coupon_redemptions', [String(id), String(code)]).map(function (node) {
                return runtime.wrap('dw.campaign.CouponRedemption', node, root);
            }));
        }
    }
});
