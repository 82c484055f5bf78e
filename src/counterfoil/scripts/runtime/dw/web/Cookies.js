'use strict';

/* Cookies of the request, by name and by place: cookies.lang, cookies[0]. */
const Cookies = runtime.define('dw.web.Cookies', {
    statics: {
        of: function (values) {
            const Cookie = runtime.classOf('dw.web.Cookie');
            const made = Object.create(Cookies.prototype);
            const all = Object.keys(values).map(function (name) { return new Cookie(name, values[name]); });
            Object.defineProperty(made, 'count_', { value: all.length });
            return new Proxy(made, {
                get: function (target, key, receiver) {
                    if (typeof key === 'symbol' || key in target) {
                        return Reflect.get(target, key, receiver);
                    }
                    if (/^\d+$/.test(key)) {
                        return all[Number(key)] || null;
                    }
                    return all.find(function (one) { return one.name === key; }) || null;
                }
            });
        }
    },
    properties: {
        cookieCount: { get: function (self) { return self.count_; } }
    }
});

module.exports = Cookies;
