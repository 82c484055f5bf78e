'use strict';

/* What the metadata declares for a type: its custom attributes. */
const ObjectTypeDefinition = runtime.define('dw.object.ObjectTypeDefinition', {
    statics: {
        of: function (typeId) {
            const made = Object.create(ObjectTypeDefinition.prototype);
            const found = runtime.classOf('support.attributes').definitions(typeId);
            const Attribute = runtime.classOf('dw.object.ObjectAttributeDefinition');
            const attributes = Array.from(found, function (pair) { return Attribute.of(pair[0], pair[1], made); });
            Object.defineProperty(made, 'id_', { value: typeId.replace(/^CustomObject\./, '') });
            Object.defineProperty(made, 'system_', { value: !typeId.startsWith('CustomObject.') });
            Object.defineProperty(made, 'attributes_', { value: attributes });
            return made;
        }
    },
    properties: {
        ID: { get: function (self) { return self.id_; } },
        displayName: { get: function (self) { return self.id_; } },
        system: { get: function (self) { return self.system_; }, flag: true },
        attributeDefinitions: { get: function (self) { return runtime.collection(self.attributes_.slice()); } },
        attributeGroups: { get: function () { return runtime.collection([]); } }
    },
    methods: {
        getAttributeGroup: function () { return null; },
        getSystemAttributeDefinition: function () { return null; },
        getCustomAttributeDefinition: function (name) {
            return this.attributes_.find(function (one) { return one.ID === String(name); }) || null;
        }
    }
});

module.exports = ObjectTypeDefinition;
