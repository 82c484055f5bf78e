'use strict';

const rules = runtime.perCall(function () { return runtime.ask('customer_list').password_constraints; });

function rule(name, flag) {
    return { get: function () { return rules()[name]; }, flag: flag };
}

const properties = {
    forceLetters: rule('force_letters', true),
    forceMixedCase: rule('force_mixed_case', true),
    forceNumbers: rule('force_numbers', true),
    minLength: rule('min_length'),
    minSpecialChars: rule('min_special_chars')
};
const Constraints = runtime.define('dw.customer.CustomerPasswordConstraints', {
    properties: properties,
    staticProperties: properties,
    statics: { only: function () { return Object.create(Constraints.prototype); } }
});

module.exports = Constraints;
