'use strict';

module.exports = runtime.define('dw.customer.CustomerList', {
    properties: { ID: runtime.text('id'), description: runtime.text('description') }
});
