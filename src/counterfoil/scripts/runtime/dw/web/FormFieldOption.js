'use strict';

/* An option is selected when its field has its value. */
const FormFieldOption = runtime.define('dw.web.FormFieldOption', {
    statics: {
        of: function (field, node) {
            const option = Object.create(FormFieldOption.prototype);
            Object.defineProperty(option, 'field_', { value: field });
            return Object.defineProperty(option, 'node_', { value: node });
        }
    },
    properties: {
        optionId: { get: function (self) { return self.node_.id; } },
        value: { get: function (self) { return self.node_.value; } },
        htmlValue: { get: function (self) { return String(self.node_.value); } },
        label: {
            get: function (self) { return self.node_.label; },
            set: function (self, label) { self.node_.label = String(label); }
        },
        parent: { get: function (self) { return self.field_; } },
        object: { get: function () { return null; } },
        selected: {
            get: function (self) { return self.field_.value !== null && String(self.field_.value) === String(self.node_.value); },
            set: function (self, chosen) { self.field_.value = chosen ? self.node_.value : null; },
            flag: true
        },
        checked: {
            get: function (self) { return self.selected; },
            set: function (self, chosen) { self.selected = chosen; },
            flag: true
        }
    }
});

module.exports = FormFieldOption;
