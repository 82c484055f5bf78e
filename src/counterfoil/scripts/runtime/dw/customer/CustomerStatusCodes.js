'use strict';

module.exports = runtime.define('dw.customer.CustomerStatusCodes', {
    construct: function () {},
    constants: { CUSTOMER_ADDRESS_REFERENCED_BY_PRODUCT_LIST: 'CUSTOMER_ADDRESS_REFERENCED_BY_PRODUCT_LIST' }
});
