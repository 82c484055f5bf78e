'use strict';

const STATE = Symbol('state');

const FormElement = runtime.define('dw.web.FormElement', {
    statics: {
        fill: function (element, node, parent, htmlName) {
            const state = { node: node, parent: parent, htmlName: htmlName, valid: true, error: null };
            state.value = node.value === undefined ? null : node.value;
            state.checked = node.checked === true;
            Object.defineProperty(element, STATE, { value: state });
            return element;
        },
        stateOf: function (element) { return element[STATE]; }
    },
    properties: {
        formId: { get: function (self) { return self[STATE].node.id; } },
        htmlName: { get: function (self) { return self[STATE].htmlName; } },
        dynamicHtmlName: { get: function (self) { return self[STATE].htmlName; } },
        parent: { get: function (self) { return self[STATE].parent; } },
        valid: { get: function (self) { return self[STATE].valid; }, flag: true },
        error: { get: function (self) { return self[STATE].error; } }
    },
    methods: {
        clearFormElement: function () {
            const state = this[STATE];
            state.value = null;
            state.checked = false;
            state.valid = true;
            state.error = null;
            for (const key of Object.keys(this)) {
                this[key].clearFormElement();
            }
        },
        invalidateFormElement: function (error) {
            this[STATE].valid = false;
            this[STATE].error = error === undefined ? null : String(error);
        }
    }
});

module.exports = FormElement;
