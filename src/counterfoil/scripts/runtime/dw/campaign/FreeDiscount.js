'use strict';

module.exports = runtime.define('dw.campaign.FreeDiscount', { extends: 'dw.campaign.Discount' });
