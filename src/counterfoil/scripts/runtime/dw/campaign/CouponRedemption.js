'use strict';

module.exports = runtime.define('dw.campaign.CouponRedemption', {
    properties: {
        orderNo: runtime.text('order_no'),
        customerEmail: runtime.text('email'),
        redemptionDate: runtime.date('redeemed')
    }
});
