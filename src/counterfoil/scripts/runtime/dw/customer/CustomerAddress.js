'use strict';

const NAMES = {
    address1: 'address1', address2: 'address2', city: 'city', companyName: 'company_name', firstName: 'first_name',
    jobTitle: 'job_title', lastName: 'last_name', phone: 'phone', postBox: 'post_box', postalCode: 'postal_code',
    salutation: 'salutation', secondName: 'second_name', stateCode: 'state_code', suffix: 'suffix', suite: 'suite', title: 'title'
};
const properties = {};
for (const name of Object.keys(NAMES)) {
    properties[name] = runtime.text(NAMES[name], true);
}

const COMPARED = ['address1', 'address2', 'city', 'companyName', 'firstName', 'jobTitle', 'lastName', 'postBox', 'postalCode',
    'salutation', 'secondName', 'stateCode', 'suffix', 'suite', 'title', 'phone'];

module.exports = runtime.define('dw.customer.CustomerAddress', {
    extends: 'dw.customer.EncryptedObject',
    properties: Object.assign(properties, {
        ID: runtime.text('address_id', true),
        UUID: runtime.text('address_id'),
        fullName: {
            get: function (self) {
                return [self.salutation, self.firstName, self.secondName, self.lastName, self.suffix].filter(Boolean).join(' ');
            }
        },
        countryCode: {
            get: function (self) {
                const code = runtime.node(self).country_code;
                return runtime.classOf('dw.value.EnumValue').of(code === undefined ? null : code, code || '');
            },
            set: function (self, value) {
                const code = value !== null && typeof value === 'object' ? value.value : value;
                runtime.write(self, 'country_code', code === null || code === undefined ? null : String(code));
            }
        }
    }),
    methods: {
        setSaluation: function (value) { this.salutation = value; },
        isEquivalentAddress: function (other) {
            if (other === null || other === undefined) {
                return false;
            }
            const self = this;
            return String(self.countryCode) === String(other.countryCode) && COMPARED.every(function (name) {
                return (self[name] || null) === (other[name] || null);
            });
        }
    }
});
