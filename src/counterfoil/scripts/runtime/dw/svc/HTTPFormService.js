'use strict';

const Encoding = runtime.classOf('dw.crypto.Encoding');

function pairs(values) {
    if (values instanceof runtime.classOf('dw.util.Map')) {
        return Array.from(values.entries_);
    }
    return Object.keys(values).map(function (key) { return [key, values[key]]; });
}

/* What call() is given, a map or an object, is the form that is sent; others create their own request. */
module.exports = runtime.define('dw.svc.HTTPFormService', {
    extends: 'dw.svc.HTTPService',
    methods: {
        requestOf_: function (given) {
            const callback = this.service_.callback;
            this.addHeader('Content-Type', 'application/x-www-form-urlencoded');
            if (typeof callback.createRequest === 'function') {
                return callback.createRequest.apply(callback, [this].concat(given));
            }
            return given.filter(function (one) { return one !== null && typeof one === 'object'; }).map(function (one) {
                return pairs(one).map(function (pair) {
                    return Encoding.toURI(String(pair[0])) + '=' + Encoding.toURI(String(pair[1]));
                }).join('&');
            }).join('&');
        }
    }
});
