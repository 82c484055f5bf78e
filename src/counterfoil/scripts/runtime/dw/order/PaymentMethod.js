'use strict';

const CARD = 'CREDIT_CARD';

function cards(self, test) {
    const Manager = runtime.classOf('dw.order.PaymentMgr');
    return runtime.collection(self.ID === CARD ? Manager.cards().filter(test) : []);
}

module.exports = runtime.define('dw.order.PaymentMethod', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        UUID: runtime.text('id'),
        ID: runtime.text('id'),
        name: runtime.text('name'),
        description: { get: function (self) { return runtime.markup(runtime.node(self).description); } },
        image: { get: function (self) { return runtime.mediaFile(runtime.node(self).image); } },
        active: runtime.flag('active'),
        activePaymentCards: {
            get: function (self) { return cards(self, function (one) { return one.active; }); }
        },
        paymentProcessor: {
            get: function (self) {
                const id = runtime.node(self).processor_id;
                return id === undefined || id === null ? null : runtime.classOf('dw.order.PaymentProcessor').of(id);
            }
        }
    },
    methods: {
        getApplicablePaymentCards: function (customer, country, amount) {
            const types = runtime.classOf('dw.order.PaymentMgr').applicable(customer, country, amount).cards;
            return cards(this, function (one) { return types.includes(one.cardType); });
        },
        isApplicable: function (customer, country, amount) {
            const found = runtime.classOf('dw.order.PaymentMgr').applicable(customer, country, amount);
            return found.methods.includes(this.ID);
        }
    }
});

/* Texts and pictures of what the site's data describe, in the classes that scripts know. */
runtime.markup = runtime.markup || function (text) {
    return text === undefined || text === null ? null : runtime.classOf('dw.content.MarkupText').of(text);
};

runtime.mediaFile = runtime.mediaFile || function (path) {
    return path === undefined || path === null ? null : runtime.classOf('dw.content.MediaFile').of(path);
};
