'use strict';

const binary = runtime.classOf('dw.internal.binary');
const Encoding = runtime.classOf('dw.crypto.Encoding');
const BODILESS = new Set(['GET', 'HEAD']);

function held(name, convert) {
    return {
        get: function (self) { return self.service_.http[name]; },
        set: function (self, value) { self.service_.http[name] = convert ? convert(value) : value; }
    };
}

function fluent(name) {
    return function (value) {
        this[name] = value;
        return this;
    };
}

/* The URL with what addParam was given, after what the URL has of its own. */
function whole(self) {
    const url = self.URL;
    if (url === null || url === undefined || url === '') {
        throw runtime.serviceUnavailable('CONFIG_PROBLEM', 'the service ' + self.service_.id + ' has no URL: its credential '
            + 'or setURL gives it');
    }
    const query = self.service_.http.parameters.map(function (pair) {
        return Encoding.toURI(pair[0]) + '=' + Encoding.toURI(pair[1]);
    }).join('&');
    return query === '' ? url : url + (url.includes('?') ? '&' : '?') + query;
}

function authorize(self, client) {
    const credential = self.configuration.credential;
    if (self.authentication === 'BASIC' && credential && credential.user) {
        const pair = credential.user + ':' + (credential.password || '');
        client.setRequestHeader('Authorization', 'Basic ' + binary.toBase64(binary.encode(pair)));
    }
}

/* Send a request and return the client; what is no success of HTTP is a failure. */
function sent(self, request) {
    const http = self.service_.http;
    const client = http.client;
    client.open(http.method, whole(self));
    authorize(self, client);
    http.headers.forEach(function (pair) { client.setRequestHeader(pair[0], pair[1]); });
    const profile = self.configuration.profile;
    client.timeout = client.timeout || (profile ? profile.timeoutMillis : 0);
    if (Array.isArray(request) && request.length > 0) {
        client.sendMultiPart(request);
    } else if (request === null || request === undefined || BODILESS.has(http.method)) {
        client.send();
    } else if (request instanceof runtime.classOf('dw.util.Bytes')) {
        client.sendBytes(request);
    } else {
        client.send(String(request), http.encoding);
    }
    const answer = client.state_.answer;
    if (answer.reason === 'timeout') {
        throw runtime.serviceUnavailable('TIMEOUT', answer.error);
    }
    if (answer.status < 200 || answer.status > 299) {
        const message = answer.error === undefined ? answer.text : answer.error;
        throw runtime.serviceFailure({ error: answer.status, errorMessage: message, msg: answer.message || null });
    }
    return client;
}

module.exports = runtime.define('dw.svc.HTTPService', {
    extends: 'dw.svc.Service',
    properties: {
        authentication: held('authentication', function (value) { return String(value).toUpperCase(); }),
        cachingTTL: held('cachingTTL', Number),
        client: { get: function (self) { return self.service_.http.client; } },
        encoding: held('encoding', String),
        hostNameVerification: held('hostNameVerification', Boolean),
        identity: held('identity'),
        outFile: held('outFile'),
        requestMethod: held('method', function (value) { return String(value).toUpperCase(); })
    },
    methods: {
        addHeader: function (name, value) {
            this.service_.http.headers.push([String(name), String(value)]);
            return this;
        },
        addParam: function (name, value) {
            this.service_.http.parameters.push([String(name), String(value)]);
            return this;
        },
        setAuthentication: fluent('authentication'),
        setCachingTTL: fluent('cachingTTL'),
        setEncoding: fluent('encoding'),
        setHostNameVerification: fluent('hostNameVerification'),
        setIdentity: fluent('identity'),
        setOutFile: fluent('outFile'),
        setRequestMethod: fluent('requestMethod'),
        begin_: function () {
            const callback = this.service_.callback;
            const given = typeof callback.initServiceClient === 'function' ? callback.initServiceClient(this) : null;
            if (given instanceof runtime.classOf('dw.net.HTTPClient')) {
                given.state_.service = this.service_.id;
                this.service_.http.client = given;
            }
        },
        execute_: function (request) {
            const callback = this.service_.callback;
            if (callback.executeOverride === true && typeof callback.execute === 'function') {
                return callback.execute(this, request);
            }
            return sent(this, request);
        },
        defaultResponse_: function (response) {
            return response instanceof runtime.classOf('dw.net.HTTPClient') ? response.text : response;
        }
    }
});
