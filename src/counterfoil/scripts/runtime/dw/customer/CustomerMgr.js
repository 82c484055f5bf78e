'use strict';

const Customer = runtime.classOf('dw.customer.Customer');

const groups = runtime.perCall(function () {
    const root = runtime.root('customer group', {}, { writable: false });
    return runtime.ask('customer_groups').map(function (node) {
        return runtime.wrap('dw.customer.CustomerGroup', node, root);
    });
});

function list() {
    const root = runtime.root('customer list', {}, { writable: false });
    return runtime.wrap('dw.customer.CustomerList', runtime.ask('customer_list'), root);
}

/* A new customer exists as soon as the request's work is kept: outside of a transaction there is none. */
function created(asked) {
    const root = runtime.root('customer', {}, {});
    runtime.touch(root);
    runtime.settle();
    return Customer.wrapped(runtime.ask('new_customer', asked));
}

function found(query, sort, given) {
    runtime.settle();
    const bare = given.map(function (one) { return runtime.bare(one, true); });
    return runtime.ask('search_customers', { query: query, sort: sort || null, arguments: bare }).map(function (document) {
        return Customer.wrapped(document).profile;
    });
}

/* By a query and its arguments, or by a map of attributes and their values. */
function searched(query, sort, given) {
    if (!(query instanceof runtime.Base)) {
        return runtime.classOf('dw.util.SeekableIterator').over(found(String(query || ''), sort, given));
    }
    const names = query.keySet().toArray();
    const text = names.map(function (name, at) { return name + ' = {' + at + '}'; }).join(' AND ');
    const values = names.map(function (name) { return query.get(name); });
    return runtime.classOf('dw.util.SeekableIterator').over(found(text, sort, values));
}

function many(query, sort) {
    return searched(query, sort, Array.prototype.slice.call(arguments, 2));
}

function first(query) {
    const profiles = found(String(query), null, Array.prototype.slice.call(arguments, 1));
    return profiles.length === 0 ? null : profiles[0];
}

function profileOf(customer) {
    return customer === null ? null : customer.profile;
}

/* Let somebody be the customer of the session: he whom the server takes for the one he says he is. */
function logIn(by) {
    runtime.settle();
    const Session = runtime.classOf('dw.system.Session');
    const before = runtime.callObject('dw.system.Session').customer;
    const document = runtime.ask('login_customer', by);
    if (document === null) {
        return null;
    }
    const now = Customer.wrapped(document);
    Customer.facts(now).authenticated = now.ID;
    if (before.authenticated && before.ID !== now.ID) {
        Session.become(now, false);
    } else {
        Session.returned(now);
    }
    return now;
}

function logOut(remembered) {
    const Session = runtime.classOf('dw.system.Session');
    const before = runtime.callObject('dw.system.Session').customer;
    const guest = runtime.ask('logout_customer', remembered === true);
    if (guest === null) {
        Customer.facts(before).authenticated = null;
        Session.become(before, false);
        return null;
    }
    Session.become(Customer.ofInfo({ customer_id: guest }), true);
    return runtime.callObject('dw.system.Session').customer;
}

/* He who is logged in, and he alone; what he has ordered stays. */
function remove(customer) {
    runtime.touch(runtime.root('customer', {}, {}));
    const root = runtime.rootOf(customer);
    runtime.call.saving.delete(root);
    runtime.settle();
    const guest = runtime.ask('remove_customer', String(runtime.node(customer).customer_no));
    root.removed = true;
    runtime.classOf('dw.system.Session').become(Customer.ofInfo({ customer_id: guest }), true);
}

function authenticated(login, password) {
    const answer = runtime.ask('authenticate_customer', { login: String(login), password: String(password) });
    const customer = answer.customer_no === null ? null : Customer.found({ customer_no: answer.customer_no });
    return runtime.classOf('dw.customer.AuthenticationStatus').of(answer.status, customer);
}

module.exports = runtime.define('dw.customer.CustomerMgr', {
    staticProperties: {
        customerGroups: { get: function () { return runtime.collection(groups().slice()); } },
        siteCustomerList: { get: list },
        registeredCustomerCount: { get: function () { return runtime.ask('count_customers'); } },
        passwordConstraints: { get: function () { return runtime.classOf('dw.customer.CustomerPasswordConstraints').only(); } }
    },
    statics: {
        getCustomerByCustomerNumber: function (number) { return Customer.found({ customer_no: String(number) }); },
        getCustomerByLogin: function (login) { return Customer.found({ login: String(login) }); },
        getProfile: function (number) { return profileOf(Customer.found({ customer_no: String(number) })); },
        getExternallyAuthenticatedCustomerProfile: function (provider, id) {
            return profileOf(Customer.found({ provider: String(provider), external_id: String(id) }));
        },
        getCustomerGroup: function (id) {
            return groups().find(function (group) { return group.ID === String(id); }) || null;
        },
        getCustomerList: function (id) {
            const own = list();
            return own.ID === String(id) ? own : null;
        },
        isAcceptablePassword: function (password) { return runtime.ask('acceptable_password', String(password)); },
        createCustomer: function (login, password, number) {
            const wanted = number === undefined ? null : String(number);
            return created({ login: String(login), password: String(password), customer_no: wanted });
        },
        createExternallyAuthenticatedCustomer: function (provider, id) {
            return created({ provider: String(provider), external_id: String(id) });
        },
        authenticateCustomer: authenticated,
        /* By the answer of authenticateCustomer; by login and password in older code. */
        loginCustomer: function (status, password) {
            const found = status instanceof runtime.Base ? status : authenticated(status, password);
            return found.authenticated ? logIn({ customer_no: found.customer.profile.customerNo }) : null;
        },
        loginExternallyAuthenticatedCustomer: function (provider, id) {
            return logIn({ provider: String(provider), external_id: String(id) });
        },
        logoutCustomer: logOut,
        removeCustomer: remove,
        removeCustomerTrackingData: function () {},   // none is kept
        getCustomerByToken: function (token) {
            const number = runtime.ask('customer_by_token', { reset_token: String(token) });
            return number === null ? null : Customer.found({ customer_no: number });
        },
        isPasswordExpired: function () { return false; },   // as no resource of the server refuses one for its age
        searchProfile: first,
        queryProfile: first,
        searchProfiles: many,
        queryProfiles: many,
        processProfiles: function (work, query) {
            const profiles = found(String(query), null, Array.prototype.slice.call(arguments, 2));
            for (const profile of profiles) {
                work(profile);
            }
        },
        describeProfileType: function () { return runtime.classOf('dw.object.ObjectTypeDefinition').of('Profile'); }
    }
});
