'use strict';

module.exports = runtime.define('dw.order.Basket', {
    extends: 'dw.order.LineItemCtnr',
    properties: {
        UUID: runtime.text('basket_id')
    }
});
