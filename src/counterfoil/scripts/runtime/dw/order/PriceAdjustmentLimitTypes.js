'use strict';

module.exports = runtime.define('dw.order.PriceAdjustmentLimitTypes', {
    constants: { TYPE_ITEM: 'ITEM', TYPE_ORDER: 'ORDER', TYPE_SHIPPING: 'SHIPPING' }
});
