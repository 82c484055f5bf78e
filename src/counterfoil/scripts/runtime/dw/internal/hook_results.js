'use strict';

/* What hooks of wallets in the browser answer: how it ended, where to go, and an event to raise. */
function fact(name) {
    return { get: function (self) { return self.told_[name]; } };
}

function given(value) {
    return value === undefined ? null : value;
}

module.exports = function (className, constants) {
    return runtime.define(className, {
        construct: function (status, redirect) {
            const told = { status: given(status), redirect: given(redirect), name: null, detail: null };
            Object.defineProperty(this, 'told_', { value: told });
        },
        constants: constants,
        properties: { status: fact('status'), redirect: fact('redirect'), eventName: fact('name'), eventDetail: fact('detail') },
        methods: {
            setEvent: function (name, detail) {
                this.told_.name = given(name);
                this.told_.detail = given(detail);
            }
        }
    });
};
