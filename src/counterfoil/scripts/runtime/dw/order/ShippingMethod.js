'use strict';

function groups(self) {
    const CustomerMgr = runtime.classOf('dw.customer.CustomerMgr');
    return (runtime.node(self).customer_groups || []).map(function (id) {
        return CustomerMgr.getCustomerGroup(id);
    }).filter(function (one) { return one !== null; });
}

module.exports = runtime.define('dw.order.ShippingMethod', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        UUID: runtime.text('id'),
        ID: runtime.text('id'),
        displayName: runtime.text('name'),
        description: runtime.text('description'),
        currencyCode: runtime.text('currency'),
        taxClassID: runtime.text('tax_class_id'),
        defaultMethod: runtime.flag('default'),
        online: runtime.flag('online'),
        customerGroups: { get: function (self) { return runtime.collection(groups(self)); } },
        baseMethod: {
            get: function (self) {
                const id = runtime.node(self).base_method;
                return id ? runtime.classOf('dw.order.ShippingMgr').methodOf(id) : null;
            }
        },
        dependentMethods: {
            get: function (self) {
                return runtime.collection(runtime.classOf('dw.order.ShippingMgr').methods().filter(function (one) {
                    return runtime.node(one).base_method === self.ID;
                }));
            }
        }
    }
});
