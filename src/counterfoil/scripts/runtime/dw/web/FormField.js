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

/* A field with options has the value of the one that is selected. */
const value = {
    get: function (self) {
        const state = stateOf(self);
        const chosen = state.value === null && (state.node.options || []).find(function (one) { return one.selected; });
        return chosen ? chosen.value : state.value;
    },
    set: function (self, given) { stateOf(self).value = given === undefined ? null : given; }
};

const TYPES = { boolean: 1, date: 2, integer: 3, number: 4, string: 5 };

module.exports = runtime.define('dw.web.FormField', {
    extends: 'dw.web.FormElement',
    constants: {
        FIELD_TYPE_BOOLEAN: TYPES.boolean,
        FIELD_TYPE_DATE: TYPES.date,
        FIELD_TYPE_INTEGER: TYPES.integer,
        FIELD_TYPE_NUMBER: TYPES.number,
        FIELD_TYPE_STRING: TYPES.string
    },
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
        type: { get: function (self) { return TYPES[stateOf(self).node.type] || TYPES.string; } },
        minValue: said('min'),
        maxValue: said('max'),
        options: {
            get: function (self) {
                const state = stateOf(self);
                state.options = state.options || runtime.classOf('dw.web.FormFieldOptions').of(self);
                return state.options;
            }
        },
        selectedOption: {
            get: function (self) {
                return self.options.toArray_().find(function (option) { return option.selected; }) || null;
            }
        },
        selectedOptionObject: { get: function () { return null; } }
    }
});
