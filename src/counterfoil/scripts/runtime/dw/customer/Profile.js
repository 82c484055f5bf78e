'use strict';

const GENDERS = { 0: 'UNKNOWN', 1: 'MALE', 2: 'FEMALE' };

function visit(name) {
    return {
        get: function (self) {
            const value = runtime.classOf('dw.customer.Customer').facts(self.customer)[name];
            return value === undefined || value === null ? null : new Date(value);
        }
    };
}

function ofCustomer(className) {
    return {
        get: function (self) { return runtime.wrap(className, runtime.node(self), runtime.rootOf(self)); }
    };
}

/* A day without a time: the plain form is yyyy-MM-dd. */
const birthday = {
    get: function (self) {
        const value = runtime.node(self).birthday;
        return value === undefined || value === null ? null : new Date(value);
    },
    set: function (self, value) {
        runtime.write(self, 'birthday', value === null ? null : new Date(value).toISOString().slice(0, 10));
    }
};

const nextBirthday = {
    get: function (self) {
        const born = birthday.get(self);
        if (born === null) {
            return null;
        }
        const now = new Date();
        const next = new Date(Date.UTC(now.getUTCFullYear(), born.getUTCMonth(), born.getUTCDate()));
        if (next.getTime() < now.getTime()) {
            next.setUTCFullYear(next.getUTCFullYear() + 1);
        }
        return next;
    }
};

const gender = {
    get: function (self) {
        const value = runtime.node(self).gender || 0;
        return runtime.classOf('dw.value.EnumValue').of(value, GENDERS[value]);
    },
    set: function (self, value) {
        const number = Number(value);
        if (GENDERS[number] === undefined) {
            throw runtime.error('IllegalArgumentException', value + ' is no gender');
        }
        runtime.write(self, 'gender', number === 0 ? null : number);
    }
};

const texts = {};
for (const [name, wire] of Object.entries({
    companyName: 'company_name', email: 'email', fax: 'fax', firstName: 'first_name', jobTitle: 'job_title',
    lastName: 'last_name', phoneBusiness: 'phone_business', phoneHome: 'phone_home', phoneMobile: 'phone_mobile',
    preferredLocale: 'preferred_locale', salutation: 'salutation', secondName: 'second_name', suffix: 'suffix', title: 'title'
})) {
    texts[name] = runtime.text(wire, true);
}

module.exports = runtime.define('dw.customer.Profile', {
    extends: 'dw.customer.EncryptedObject',
    properties: Object.assign(texts, {
        UUID: runtime.text('customer_id'),
        customer: ofCustomer('dw.customer.Customer'),
        customerNo: runtime.text('customer_no'),
        credentials: ofCustomer('dw.customer.Credentials'),
        addressBook: ofCustomer('dw.customer.AddressBook'),
        wallet: ofCustomer('dw.customer.Wallet'),
        birthday: birthday,
        nextBirthday: nextBirthday,
        gender: gender,
        female: { get: function (self) { return runtime.node(self).gender === 2; }, flag: true },
        male: { get: function (self) { return runtime.node(self).gender === 1; }, flag: true },
        emailVerified: { get: function () { return false; }, flag: true },
        lastLoginTime: visit('last_login_time'),
        lastVisitTime: visit('last_visit_time'),
        previousLoginTime: visit('previous_login_time'),
        previousVisitTime: visit('previous_visit_time')
    }),
    methods: {
        setSaluation: function (value) { this.salutation = value; }
    }
});
