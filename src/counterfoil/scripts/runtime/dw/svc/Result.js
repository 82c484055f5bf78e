'use strict';

const REASONS = {
    UNAVAILABLE_CIRCUIT_BROKEN: 'CIRCUIT_BROKEN', UNAVAILABLE_CONFIG_PROBLEM: 'CONFIG_PROBLEM',
    UNAVAILABLE_DISABLED: 'DISABLED', UNAVAILABLE_RATE_LIMITED: 'RATE_LIMITED', UNAVAILABLE_TIMEOUT: 'TIMEOUT'
};

function held(name, flag) {
    return { get: function (self) { return self.result_[name]; }, flag: flag };
}

const Result = runtime.define('dw.svc.Result', {
    constants: Object.assign({ OK: 'OK', ERROR: 'ERROR', SERVICE_UNAVAILABLE: 'SERVICE_UNAVAILABLE' }, REASONS),
    construct: function () {
        Object.defineProperty(this, 'result_', {
            value: {
                status: 'OK', object: null, error: 0, errorMessage: null, msg: null, unavailableReason: null,
                mockResult: false
            }
        });
    },
    statics: {
        of: function (fields) {
            const made = new Result();
            Object.assign(made.result_, fields);
            return made;
        }
    },
    properties: {
        ok: { get: function (self) { return self.result_.status === 'OK'; }, flag: true },
        status: held('status'),
        object: held('object'),
        error: held('error'),
        errorMessage: held('errorMessage'),
        msg: held('msg'),
        unavailableReason: held('unavailableReason'),
        mockResult: held('mockResult', true)
    },
    methods: {
        toString: function () {
            const one = this.result_;
            return 'Result[status=' + one.status + ', error=' + one.error + ', errorMessage=' + one.errorMessage
                + ', unavailableReason=' + one.unavailableReason + ']';
        },
        plain: function () {
            const one = this.result_;
            return {
                ok: this.ok, status: one.status, error: one.error, errorMessage: one.errorMessage, msg: one.msg,
                object: runtime.bare(one.object, true), unavailableReason: one.unavailableReason, mockResult: one.mockResult
            };
        }
    }
});

module.exports = Result;
