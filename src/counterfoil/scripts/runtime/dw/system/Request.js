'use strict';

function fact(name) {
    return {
        get: function () {
            const value = runtime.call.frame.request[name];
            return value === undefined ? null : value;
        }
    };
}

/* What hooks pass on to later hooks of the same request; plain values outlast the call. */
const custom = {
    get: function () {
        if (runtime.call.custom === null) {
            runtime.call.custom = runtime.call.frame.custom || {};
        }
        return runtime.call.custom;
    }
};

/* Headers and cookies, but for those that log somebody in. */
const asked = runtime.perCall(function () { return runtime.ask('request'); });
const headers = runtime.perCall(function () { return mapOf(asked().headers); });
const parameters = runtime.perCall(function () {
    const query = runtime.call.frame.request.query || {};
    return mapOf(query, function (value) { return [value]; });
});
const parameterMap = runtime.perCall(function () {
    return runtime.classOf('dw.web.HttpParameterMap').of(runtime.call.frame.request.query || {});
});
const cookies = runtime.perCall(function () { return runtime.classOf('dw.web.Cookies').of(asked().cookies); });
const locale = runtime.perCall(function () { return { id: localeOf(runtime.call.frame.request.locale) }; });

function localeOf(given) {
    return given === undefined || given === null ? 'default' : given.replace('-', '_');
}

function mapOf(values, convert) {
    const map = new (runtime.classOf('dw.util.HashMap'))();
    for (const name of Object.keys(values)) {
        map.put(name, convert ? convert(values[name]) : values[name]);
    }
    return map;
}

function header(name) {
    return {
        get: function () {
            const value = asked().headers[name];
            return value === undefined ? null : value;
        }
    };
}

function host() {
    return runtime.call.frame.request.origin.replace(/^[a-z]+:\/\//, '');
}

module.exports = runtime.define('dw.system.Request', {
    properties: {
        clientId: fact('client_id'),
        custom: custom,
        geolocation: { get: function () { return null; }, set: function () {} },
        httpCookies: { get: function () { return cookies(); } },
        httpHeaders: { get: function () { return headers(); } },
        httpHost: { get: host },
        httpLocale: header('accept-language'),
        httpMethod: fact('method'),
        httpParameterMap: { get: function () { return parameterMap(); } },
        httpParameters: { get: function () { return parameters(); } },
        httpPath: fact('path'),
        httpProtocol: { get: function () { return runtime.call.frame.request.secure ? 'https' : 'http'; } },
        httpQueryString: fact('query_string'),
        httpReferer: header('referer'),
        httpRemoteAddress: fact('remote_address'),
        httpRequest: { get: function () { return true; }, flag: true },
        httpSecure: { get: function () { return runtime.call.frame.request.secure === true; }, flag: true },
        httpURL: {
            get: function () {
                const known = runtime.call.frame.request;
                return runtime.classOf('dw.web.URL').of(known.origin + asked().path, known.query || {});
            }
        },
        httpUserAgent: header('user-agent'),
        includeRequest: { get: function () { return false; }, flag: true },
        locale: {
            get: function () { return locale().id; },
            set: function (self, value) { locale().id = localeOf(String(value)); }
        },
        ocapiVersion: fact('ocapi'),
        requestID: { get: function () { return asked().id; } },
        session: { get: function () { return runtime.callObject('dw.system.Session'); } },
        triggeredForm: { get: function () { return null; } },
        triggeredFormAction: { get: function () { return null; } },
        SCAPI: { get: function () { return false; }, flag: true },
        SCAPIPathParameters: { get: function () { return null; } },
        SCAPIPathPattern: { get: function () { return null; } }
    },
    methods: {
        setLocale: function (id) {
            const wanted = localeOf(String(id));
            if (wanted !== 'default' && asked().locales.indexOf(wanted) < 0) {
                return false;
            }
            locale().id = wanted;
            return true;
        },
        addHttpCookie: function (cookie) {
            runtime.callObject('dw.system.Response').addHttpCookie(cookie);
        }
    }
});
