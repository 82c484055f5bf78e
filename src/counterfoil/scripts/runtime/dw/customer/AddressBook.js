'use strict';

function all(self) {
    return (runtime.node(self).addresses || []).map(function (node) {
        return runtime.wrap('dw.customer.CustomerAddress', node, runtime.rootOf(self), self);
    });
}

function preferred(address) {
    return runtime.node(address).preferred === true;
}

function named(self, id) {
    return all(self).find(function (one) { return one.ID === String(id); }) || null;
}

module.exports = runtime.define('dw.customer.AddressBook', {
    properties: {
        addresses: {
            get: function (self) {
                const list = all(self);
                list.sort(function (one, other) { return Number(preferred(other)) - Number(preferred(one)); });
                return runtime.collection(list);
            }
        },
        preferredAddress: {
            get: function (self) {
                return all(self).find(preferred) || null;
            },
            set: function (self, address) {
                runtime.touch(runtime.rootOf(self));
                for (const one of all(self)) {
                    delete runtime.node(one).preferred;
                }
                if (address !== null && address !== undefined) {
                    runtime.node(address).preferred = true;
                }
            }
        }
    },
    methods: {
        getAddress: function (id) { return named(this, id); },
        createAddress: function (id) {
            if (named(this, id) !== null) {
                return null;
            }
            runtime.touch(runtime.rootOf(this));
            const node = runtime.node(this);
            node.addresses = node.addresses || [];
            const now = new Date().toISOString();
            node.addresses.push({ address_id: String(id), creation_date: now, last_modified: now });
            return named(this, id);
        },
        removeAddress: function (address) {
            const node = runtime.node(this);
            const at = (node.addresses || []).indexOf(runtime.node(address));
            if (at < 0) {
                throw runtime.error('IllegalArgumentException', 'the address is not in this address book');
            }
            runtime.touch(runtime.rootOf(this));
            node.addresses.splice(at, 1);
        }
    }
});
