'use strict';

/*
 * A customer: the document of a registered one, with what belongs to him, or the id of a guest. Profile, credentials,
 * address book and wallet stand for the same document. Each is one object in a call.
 */
const known = runtime.perCall(function () { return new Map(); });

function save(root) {
    return { kind: 'customer', customer_no: root.document.customer_no, revision: root.revision, document: root.document };
}

/* The argument of the hook that is this customer: what is changed of it goes with the hook's answer. */
function argument(name, value) {
    return runtime.call.roots.find(function (root) {
        return root.kind === 'customer' && value !== undefined && root.document[name] === value;
    });
}

function wrapped(document) {
    let root = argument('customer_no', document.customer_no) || known().get(document.customer_no);
    if (root === undefined) {
        const revision = document.revision;
        delete document.revision;
        root = runtime.root('customer', document, { revision: revision, save: save });
        known().set(document.customer_no, root);
    }
    return runtime.wrap('dw.customer.Customer', root.document, root);
}

function guest(id) {
    const name = 'guest ' + id;
    let root = argument('customer_id', id) || known().get(name);
    if (root === undefined) {
        root = runtime.root('guest', { customer_id: id, auth_type: 'guest' }, { writable: false });
        known().set(name, root);
    }
    return runtime.wrap('dw.customer.Customer', root.document, root);
}

/* A customer asked for by a number, a login or another id; null where there is none. */
function found(by) {
    if (by.customer_no !== undefined) {
        const root = argument('customer_no', by.customer_no) || known().get(by.customer_no);
        if (root !== undefined) {
            return root.removed ? null : runtime.wrap('dw.customer.Customer', root.document, root);
        }
    }
    runtime.settle();
    const document = runtime.ask('customer', by);
    return document === null ? null : wrapped(document);
}

function registered(self) {
    return runtime.node(self).customer_no !== undefined && runtime.node(self).auth_type !== 'guest';
}

function same(className) {
    return function (self) {
        return registered(self) ? runtime.wrap(className, runtime.node(self), runtime.rootOf(self), self) : null;
    };
}

/* What is known of him beside his document, asked for once. */
function facts(self) {
    const root = runtime.rootOf(self);
    if (root.facts === undefined) {
        root.facts = runtime.ask('customer_facts', registered(self) ? runtime.node(self).customer_no : null);
    }
    return root.facts;
}

function groupIds(self) {
    const own = runtime.node(self).customer_groups || [];
    return Array.from(new Set(own.concat(facts(self).groups)));
}

function profiles(self) {
    const node = runtime.node(self);
    return (node.external_profiles || facts(self).external_profiles).map(function (one) {
        return runtime.wrap('dw.customer.ExternalProfile', one, runtime.rootOf(self), self);
    });
}

function ofProvider(self, provider, id) {
    return profiles(self).find(function (one) {
        return one.authenticationProviderID === String(provider) && one.externalID === String(id);
    }) || null;
}

/* What he has ordered, asked for once in a call. */
function activity(self) {
    const root = runtime.rootOf(self);
    if (root.activity === undefined) {
        root.activity = registered(self) ? runtime.ask('customer_activity', runtime.node(self).customer_id) : {
            orders: 0, order_value: 0, order_value_month: 0, average_order_value: 0, source_code_orders: 0
        };
        root.counted = runtime.root('active data', { currency: null }, { writable: false });
    }
    return runtime.wrap('dw.customer.CustomerActiveData', root.activity, root.counted);
}

const Customer = runtime.define('dw.customer.Customer', {
    statics: {
        wrapped: wrapped,
        /* Let what is changed of a customer be told to the server; a guest has nothing to change. */
        saved: function (root) {
            root.revision = null;
            root.writable = root.document.auth_type !== 'guest';
            root.save = save;
        },
        found: found,
        facts: facts,
        ofCaller: function () {
            const caller = runtime.ask('caller_customer');
            return (caller.customer_no === undefined ? null : found({ customer_no: caller.customer_no }))
                || guest(caller.customer_id);
        },
        /* The customer of a basket or an order, by its customer_info. */
        ofInfo: function (info) {
            const named = info || {};
            return (named.customer_no === undefined ? null : found({ customer_no: named.customer_no }))
                || guest(named.customer_id);
        }
    },
    properties: {
        ID: runtime.text('customer_id'),
        UUID: runtime.text('customer_id'),
        profile: { get: same('dw.customer.Profile') },
        addressBook: { get: same('dw.customer.AddressBook') },
        registered: { get: registered, flag: true },
        anonymous: { get: function (self) { return !registered(self); }, flag: true },
        authenticated: {
            get: function (self) { return registered(self) && runtime.node(self).customer_id === facts(self).authenticated; },
            flag: true
        },
        externallyAuthenticated: {
            get: function (self) { return self.authenticated && profiles(self).length > 0; },
            flag: true
        },
        activeData: { get: activity },
        externalProfiles: { get: function (self) { return runtime.collection(profiles(self)); } },
        customerGroups: {
            get: function (self) {
                const CustomerMgr = runtime.classOf('dw.customer.CustomerMgr');
                return runtime.collection(groupIds(self).map(CustomerMgr.getCustomerGroup).filter(Boolean));
            }
        },
        orderHistory: {
            get: function (self) {
                return runtime.wrap('dw.customer.OrderHistory', runtime.node(self), runtime.rootOf(self), self);
            }
        },
        note: runtime.text('note', true),
        globalPartyID: { get: function () { return null; } },
        CDPData: { get: function () { return null; } }
    },
    methods: {
        isMemberOfCustomerGroup: function (group) {
            const id = typeof group === 'object' && group !== null ? group.ID : String(group);
            return groupIds(this).indexOf(id) >= 0;
        },
        isMemberOfCustomerGroups: function () {
            const ids = groupIds(this);
            return Array.prototype.every.call(arguments, function (id) { return ids.indexOf(String(id)) >= 0; });
        },
        isMemberOfAnyCustomerGroup: function () {
            const ids = groupIds(this);
            return Array.prototype.some.call(arguments, function (id) { return ids.indexOf(String(id)) >= 0; });
        },
        getExternalProfile: function (provider, id) { return ofProvider(this, provider, id); },
        createExternalProfile: function (provider, id) {
            if (ofProvider(this, provider, id) !== null) {
                throw runtime.error('IllegalArgumentException', 'the customer has this external profile already');
            }
            const root = runtime.rootOf(this);
            runtime.touch(root);
            const node = runtime.node(this);
            node.external_profiles = node.external_profiles || [];
            node.external_profiles.push({ authentication_provider_id: String(provider), external_id: String(id) });
            return ofProvider(this, provider, id);
        },
        removeExternalProfile: function (profile) {
            const node = runtime.node(this);
            runtime.touch(runtime.rootOf(this));
            node.external_profiles = (node.external_profiles || []).filter(function (one) {
                return one !== runtime.node(profile);
            });
        },
        equals: function (other) { return other instanceof Customer && other.ID === this.ID; }
    }
});

module.exports = Customer;
