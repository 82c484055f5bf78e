'use strict';

function held(name) {
    return {
        get: function (self) { return self[name + '_']; },
        set: function (self, value) { self[name + '_'] = value; }
    };
}

module.exports = runtime.define('dw.system.StatusItem', {
    construct: function (status, code, message) {
        const parameters = Array.prototype.slice.call(arguments, 3);
        Object.defineProperties(this, {
            status_: { value: status === undefined ? 0 : Number(status), writable: true },
            code_: { value: code === undefined ? null : code, writable: true },
            message_: { value: message === undefined ? null : message, writable: true },
            parameters_: { value: parameters, writable: true },
            details_: { value: null, writable: true }
        });
    },
    properties: {
        status: held('status'),
        code: held('code'),
        message: {
            get: function (self) { return runtime.filled(self.message_, self.parameters_); },
            set: function (self, value) { self.message_ = value; }
        },
        parameters: {
            get: function (self) { return runtime.collection(self.parameters_); },
            set: function (self, value) { self.parameters_ = Array.isArray(value) ? value : [value]; }
        },
        details: {
            get: function (self) {
                self.details_ = self.details_ || new (runtime.classOf('dw.util.HashMap'))();
                return self.details_;
            }
        },
        error: { get: function (self) { return self.status_ === 1; }, flag: true }
    },
    methods: {
        addDetail: function (key, value) {
            this.details.put(key, value);
        },
        plain: function () {
            const details = this.details_ === null ? undefined : this.details_.plain();
            return { status: this.status_, code: this.code_, message: this.message, details: details };
        }
    }
});
