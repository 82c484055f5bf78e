'use strict';

const Currency = runtime.define('dw.util.Currency', {
    statics: {
        getCurrency: function (code) {
            const name = code === null || code === undefined ? null : runtime.ask('currency_name', String(code));
            return name === null ? null : Object.defineProperties(Object.create(Currency.prototype), {
                code_: { value: String(code) },
                name_: { value: name }
            });
        }
    },
    properties: {
        currencyCode: { get: function (self) { return self.code_; } },
        defaultFractionDigits: {
            get: function (self) { return runtime.classOf('dw.internal.currencies').digits(self.code_); }
        },
        name: { get: function (self) { return self.name_; } },
        symbol: {
            get: function (self) {
                return runtime.classOf('dw.internal.formats').locale('en').symbols[self.code_] || self.code_;
            }
        }
    },
    methods: {
        toString: function () { return this.code_; },
        plain: function () { return this.code_; }
    }
});

module.exports = Currency;
