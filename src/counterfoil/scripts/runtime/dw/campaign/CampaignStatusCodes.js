'use strict';

module.exports = runtime.define('dw.campaign.CampaignStatusCodes', {
    construct: function () {},
    constants: {
        COUPON_ALREADY_APPLIED: 'COUPON_ALREADY_APPLIED', COUPON_ALREADY_REDEEMED: 'COUPON_ALREADY_REDEEMED',
        COUPON_NOT_REDEEMABLE: 'COUPON_NOT_REDEEMABLE', COUPON_UNKNOWN: 'COUPON_UNKNOWN'
    }
});
