'use strict';

/* An address: origin, path and parameters, in their order. Changing it changes the same object, as on the platform. */
const URL = runtime.define('dw.web.URL', {
    statics: {
        of: function (address, parameters) {
            const made = Object.create(URL.prototype);
            const parts = /^([a-z]+:)?(?:\/\/([^/]*))?(.*)$/.exec(address);
            Object.defineProperties(made, {
                scheme_: { value: parts[1] || '', writable: true },
                host_: { value: parts[2] || '', writable: true },
                path_: { value: parts[3] },
                parameters_: { value: [] }
            });
            for (const name of Object.keys(parameters || {})) {
                made.append(name, parameters[name]);
            }
            return made;
        }
    },
    methods: {
        append: function (name, value) {
            this.parameters_.push([String(name), value === null || value === undefined ? '' : String(value)]);
            return this;
        },
        remove: function (name) {
            const kept = this.parameters_.filter(function (one) { return one[0] !== String(name); });
            this.parameters_.splice(0, this.parameters_.length, ...kept);
            return this;
        },
        abs: function () {
            if (this.host_ === '') {
                const origin = runtime.call.frame.request.origin;
                this.scheme_ = origin.slice(0, origin.indexOf(':') + 1);
                this.host_ = origin.replace(/^[a-z]+:\/\//, '');
            }
            return this;
        },
        relative: function () {
            this.scheme_ = '';
            this.host_ = '';
            return this;
        },
        http: function () {
            this.abs();
            this.scheme_ = 'http:';
            return this;
        },
        https: function () {
            this.abs();
            this.scheme_ = 'https:';
            return this;
        },
        host: function (host) {
            this.abs();
            this.host_ = String(host);
            return this;
        },
        siteHost: function () {
            this.host_ = '';
            return this.abs();
        },
        appendCSRFTokenBM: function () { return this; },
        toString: function () {
            const query = this.parameters_.map(function (one) {
                return encoded(one[0]) + '=' + encoded(one[1]);
            }).join('&');
            return (this.host_ === '' ? '' : this.scheme_ + '//' + this.host_) + this.path_ + (query === '' ? '' : '?' + query);
        },
        valueOf: function () { return this.toString(); },
        toJSON: function () { return this.toString(); },
        plain: function () { return this.toString(); }
    }
});

function encoded(text) {
    return encodeURIComponent(text).replace(/%20/g, '+');
}

module.exports = URL;
