'use strict';

const texts = {};
for (const [name, wire] of Object.entries({
    ID: 'store_id', UUID: 'store_id', name: 'name', address1: 'address1', address2: 'address2', city: 'city',
    postalCode: 'postal_code', stateCode: 'state_code', email: 'email', phone: 'phone', fax: 'fax',
    inventoryListID: 'inventory_list_id'
})) {
    texts[name] = runtime.text(wire);
}

function markup(name) {
    return {
        get: function (self) {
            const text = runtime.node(self)[name];
            return text === null ? null : runtime.classOf('dw.content.MarkupText').of(text);
        }
    };
}

module.exports = runtime.define('dw.catalog.Store', {
    extends: 'dw.object.ExtensibleObject',
    properties: Object.assign(texts, {
        countryCode: {
            get: function (self) {
                const code = runtime.node(self).country_code;
                return runtime.classOf('dw.value.EnumValue').of(code === undefined ? null : code, code || '');
            }
        },
        latitude: runtime.number('latitude'),
        longitude: runtime.number('longitude'),
        storeEvents: markup('store_events'),
        storeHours: markup('store_hours'),
        storeLocatorEnabled: runtime.flag('store_locator_enabled'),
        posEnabled: runtime.flag('pos_enabled'),
        inventoryList: {
            get: function (self) {
                const id = self.inventoryListID;
                return id === null ? null : runtime.classOf('dw.catalog.ProductInventoryMgr').getInventoryList(id);
            }
        }
    })
});
