'use strict';

const CODES = {
    int: 1, double: 2, string: 3, text: 4, html: 5, date: 6, image: 7, boolean: 8, datetime: 11, email: 12, password: 13,
    'set-of-int': 21, 'set-of-double': 22, 'set-of-string': 23, 'enum-of-int': 31, 'enum-of-string': 33
};

function fact(get) {
    return { get: function (self) { return get(self.definition_, self); } };
}

function flag(get) {
    return { get: function (self) { return get(self.definition_); }, flag: true };
}

function valueDefinition(definition, value) {
    return runtime.classOf('dw.object.ObjectAttributeValueDefinition').of(value, definition.names[String(value)]);
}

const ObjectAttributeDefinition = runtime.define('dw.object.ObjectAttributeDefinition', {
    constants: {
        VALUE_TYPE_INT: 1, VALUE_TYPE_NUMBER: 2, VALUE_TYPE_STRING: 3, VALUE_TYPE_TEXT: 4, VALUE_TYPE_HTML: 5,
        VALUE_TYPE_DATE: 6, VALUE_TYPE_IMAGE: 7, VALUE_TYPE_BOOLEAN: 8, VALUE_TYPE_MONEY: 9, VALUE_TYPE_QUANTITY: 10,
        VALUE_TYPE_DATETIME: 11, VALUE_TYPE_EMAIL: 12, VALUE_TYPE_PASSWORD: 13, VALUE_TYPE_SET_OF_INT: 21,
        VALUE_TYPE_SET_OF_NUMBER: 22, VALUE_TYPE_SET_OF_STRING: 23, VALUE_TYPE_ENUM_OF_INT: 31, VALUE_TYPE_ENUM_OF_STRING: 33
    },
    statics: {
        of: function (id, definition, type) {
            const made = Object.create(ObjectAttributeDefinition.prototype);
            Object.defineProperties(made, { id_: { value: id }, definition_: { value: definition }, type_: { value: type } });
            return made;
        }
    },
    properties: {
        ID: { get: function (self) { return self.id_; } },
        displayName: fact(function (definition, self) { return definition.display_name || self.id_; }),
        objectTypeDefinition: { get: function (self) { return self.type_; } },
        attributeGroups: { get: function () { return runtime.collection([]); } },
        unit: { get: function () { return ''; } },
        valueTypeCode: fact(function (definition) { return CODES[definition.type]; }),
        defaultValue: fact(function (definition) {
            const value = definition.default;
            return value === undefined || value === null ? null : valueDefinition(definition, value);
        }),
        values: fact(function (definition) {
            return definition.values.length === 0 ? null : runtime.collection(definition.values.map(function (value) {
                return valueDefinition(definition, definition.type === 'enum-of-int' ? Number(value) : value);
            }));
        }),
        key: flag(function (definition) { return definition.key === true; }),
        mandatory: flag(function (definition) { return definition.mandatory; }),
        system: flag(function () { return false; }),
        multiValueType: flag(function (definition) { return definition.multiple || definition.type.startsWith('set-of-'); }),
        setValueType: flag(function (definition) { return definition.type.startsWith('set-of-'); })
    },
    methods: {
        requiresEncoding: function () { return this.definition_.type !== 'html'; }
    }
});

module.exports = ObjectAttributeDefinition;
