'use strict';

module.exports = runtime.define('dw.campaign.FreeShippingDiscount', { extends: 'dw.campaign.Discount' });
