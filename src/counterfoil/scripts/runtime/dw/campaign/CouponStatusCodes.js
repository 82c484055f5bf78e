'use strict';

const CODES = ['APPLIED', 'COUPON_ALREADY_IN_BASKET', 'COUPON_CODE_ALREADY_IN_BASKET', 'COUPON_CODE_ALREADY_REDEEMED',
    'COUPON_CODE_UNKNOWN', 'COUPON_DISABLED', 'CUSTOMER_REDEMPTION_LIMIT_EXCEEDED', 'NO_ACTIVE_PROMOTION',
    'NO_APPLICABLE_PROMOTION', 'REDEMPTION_LIMIT_EXCEEDED', 'TIMEFRAME_REDEMPTION_LIMIT_EXCEEDED'];

module.exports = runtime.define('dw.campaign.CouponStatusCodes', {
    constants: Object.fromEntries(CODES.map(function (code) { return [code, code]; }))
});
