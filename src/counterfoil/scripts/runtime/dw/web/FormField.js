'use strict';

const stateOf = runtime.classOf('dw.web.FormElement').stateOf;

function said(name) {
    return {
        get: function (self) {
            const value = stateOf(self).node[name];
            return value === undefined ? null : value;
        }
    };
}

const value = {
    get: function (self) { return stateOf(self).value; },
    set: function (self, given) { stateOf(self).value = given === undefined ? null : given; }
};

module.exports = runtime.define('dw.web.FormField', {
    extends: 'dw.web.FormElement',
    properties: {
        value: value,
        htmlValue: {
            get: function (self) { return value.get(self) === null ? '' : String(value.get(self)); },
            set: value.set
        },
        checked: { get: function (self) { return stateOf(self).checked; }, flag: true },
        selected: { get: function (self) { return stateOf(self).checked; }, flag: true },
        mandatory: { get: function (self) { return stateOf(self).node.mandatory; }, flag: true },
        label: said('label'),
        description: said('description'),
        maxLength: said('max_length'),
        minLength: said('min_length'),
        regEx: said('reg_ex'),
        selectedOption: { get: function () { return null; } }
    }
});
