'use strict';

const NAMES = ['address1', 'address2', 'city', 'company_name', 'country_code', 'first_name', 'job_title', 'last_name', 'phone',
    'postal_code', 'post_box', 'salutation', 'second_name', 'state_code', 'suffix', 'suite', 'title'];

/* The name in one line, as it is given, else as the parts of the name make it. */
function fullName(self) {
    const node = runtime.node(self);
    const names = [node.first_name, node.second_name, node.last_name].filter(Boolean);
    return node.full_name || names.join(' ') || null;
}

function rename(name) {
    const property = runtime.text(name, true);
    return {
        get: property.get,
        set: function (self, value) {
            property.set(self, value);
            if (runtime.node(self).full_name !== undefined) {
                runtime.write(self, 'full_name', null);
            }
        }
    };
}

/* A country is an enumeration to scripts: its value is the code in the case it was given in. */
function country(value) {
    return value !== null && typeof value === 'object' ? value.value : value;
}

function valueIn(address, name) {
    const camel = name.replace(/_([a-z])/g, function (match, letter) { return letter.toUpperCase(); });
    const value = address[camel];
    return value === null || value === undefined ? '' : String(country(value));
}

module.exports = runtime.define('dw.order.OrderAddress', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        UUID: runtime.text('id'),
        address1: runtime.text('address1', true),
        address2: runtime.text('address2', true),
        city: runtime.text('city', true),
        companyName: runtime.text('company_name', true),
        countryCode: {
            get: function (self) {
                const code = runtime.node(self).country_code;
                return runtime.classOf('dw.value.EnumValue').of(code === undefined ? null : code, code || null);
            },
            set: function (self, value) {
                const code = country(value);
                runtime.write(self, 'country_code', code === null || code === undefined ? null : String(code));
            }
        },
        firstName: rename('first_name'),
        lastName: rename('last_name'),
        secondName: rename('second_name'),
        fullName: { get: fullName },
        jobTitle: runtime.text('job_title', true),
        phone: runtime.text('phone', true),
        postalCode: runtime.text('postal_code', true),
        postBox: runtime.text('post_box', true),
        salutation: runtime.text('salutation', true),
        stateCode: runtime.text('state_code', true),
        suffix: runtime.text('suffix', true),
        suite: runtime.text('suite', true),
        title: runtime.text('title', true)
    },
    methods: {
        setSaluation: function (value) { this.salutation = value; },
        isEquivalentAddress: function (other) {
            const self = this;
            return other !== null && other !== undefined && NAMES.every(function (name) {
                return valueIn(self, name) === valueIn(other, name);
            });
        }
    }
});
