'use strict';

/* The options of a field, by their places, as its form defines them. */
const FormFieldOptions = runtime.define('dw.web.FormFieldOptions', {
    statics: {
        of: function (field) {
            const options = Object.create(FormFieldOptions.prototype);
            const nodes = runtime.classOf('dw.web.FormElement').stateOf(field).node.options || [];
            const FormFieldOption = runtime.classOf('dw.web.FormFieldOption');
            const made = nodes.map(function (node) { return FormFieldOption.of(field, node); });
            made.forEach(function (option, at) {
                Object.defineProperty(options, at, { value: option, enumerable: true });
            });
            return Object.defineProperty(options, 'options_', { value: made });
        }
    },
    properties: {
        optionsCount: { get: function (self) { return self.options_.length; } }
    },
    methods: {
        toArray_: function () { return this.options_.slice(); }
    }
});

module.exports = FormFieldOptions;
