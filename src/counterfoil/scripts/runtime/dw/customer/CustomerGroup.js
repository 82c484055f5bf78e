'use strict';

/* A group of the site; customers are assigned to a static one. */
module.exports = runtime.define('dw.customer.CustomerGroup', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        ID: runtime.text('id'),
        UUID: runtime.text('id'),
        description: runtime.text('description'),
        ruleBased: runtime.flag('dynamic')
    },
    methods: {
        assignCustomer: function (customer) { changed(this, customer, true); },
        unassignCustomer: function (customer) { changed(this, customer, false); },
        toString: function () { return this.ID; }
    }
});

function changed(group, customer, member) {
    if (group.ruleBased) {
        throw runtime.error('IllegalArgumentException', 'the members of ' + group.ID + ' are found by its rule');
    }
    runtime.touch(runtime.rootOf(customer));
    const node = runtime.node(customer);
    const others = (node.customer_groups || []).filter(function (id) { return id !== group.ID; });
    node.customer_groups = member ? others.concat([group.ID]) : others;
    const facts = runtime.classOf('dw.customer.Customer').facts(customer);
    facts.groups = facts.groups.filter(function (id) { return id !== group.ID; });
}
