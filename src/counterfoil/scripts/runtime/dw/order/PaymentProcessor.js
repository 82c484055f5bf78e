'use strict';

/* A processor is known by its ID; the site's preferences of its name belong to it. */
const PaymentProcessor = runtime.define('dw.order.PaymentProcessor', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        UUID: runtime.text('id'),
        ID: runtime.text('id')
    },
    statics: {
        of: function (id) {
            runtime.call.processors = runtime.call.processors || new Map();
            if (!runtime.call.processors.has(id)) {
                const root = runtime.root('payment processor', {}, { writable: false });
                runtime.call.processors.set(id, runtime.wrap('dw.order.PaymentProcessor', { id: id }, root));
            }
            return runtime.call.processors.get(id);
        }
    },
    methods: {
        getPreferenceValue: function (name) {
            return runtime.classOf('dw.system.Site').current.getCustomPreferenceValue(name);
        }
    }
});

module.exports = PaymentProcessor;
