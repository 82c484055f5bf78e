'use strict';

module.exports = runtime.classOf('dw.internal.hook_results')('dw.extensions.applepay.ApplePayHookResult', {
    REASON_BILLING_ADDRESS: 'InvalidBillingPostalAddress', REASON_FAILURE: 'Failure',
    REASON_PIN_INCORRECT: 'PINIncorrect', REASON_PIN_LOCKOUT: 'PINLockout', REASON_PIN_REQUIRED: 'PINRequired',
    REASON_SHIPPING_ADDRESS: 'InvalidShippingPostalAddress', REASON_SHIPPING_CONTACT: 'InvalidShippingContact',
    STATUS_REASON_DETAIL_KEY: 'reason'
});
