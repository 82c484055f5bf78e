'use strict';

module.exports = runtime.classOf('dw.internal.hook_results')('dw.extensions.paymentrequest.PaymentRequestHookResult', {});
