'use strict';

const binary = runtime.classOf('dw.internal.binary');

function held(name, convert) {
    return {
        get: function (self) { return self.state_[name]; },
        set: function (self, value) { self.state_[name] = convert(value); }
    };
}

function answer(self) {
    return self.state_.answer || { status: 0, headers: {}, text: null };
}

function succeeded(self) {
    const status = answer(self).status;
    return status >= 200 && status < 400;
}

function bodyBytes(self) {
    const found = answer(self);
    return found.body === undefined
        ? null
        : runtime.classOf('dw.util.Bytes').of(binary.fromBase64(runtime.ask('http_body', found.body)));
}

function send(self, body) {
    const state = self.state_;
    if (state.url === null) {
        throw runtime.error('IllegalStateException', 'open() comes before send()');
    }
    const headers = Array.from(state.headers.values());
    state.answer = runtime.ask('http', Object.assign({
        service: state.service, method: state.method, url: state.url, headers: headers, timeout: state.timeout,
        redirect: state.redirect
    }, body));
    if (state.answer.error !== undefined && state.service === undefined) {
        throw runtime.error('IOException', state.answer.error);
    }
    return succeeded(self);
}

/* A body of several parts: names and values, texts and bytes. */
function multiPart(self, parts) {
    const boundary = '----' + binary.toHex(binary.fromBase64(runtime.ask('random_bytes', 16)));
    const pieces = [];
    for (const part of Array.from(parts)) {
        const name = String(part.name).replace(/["\r\n]/g, ' ');
        const file = part.fileName === null ? '' : '; filename="' + String(part.fileName).replace(/["\r\n]/g, ' ') + '"';
        const type = part.contentType === null ? '' : '\r\nContent-Type: ' + part.contentType.replace(/[\r\n]/g, ' ');
        pieces.push(binary.encode('--' + boundary + '\r\nContent-Disposition: form-data; name="' + name + '"' + file + type
            + '\r\n\r\n'));
        pieces.push(part.bytesValue === null ? binary.encode(part.stringValue, part.encoding) : part.bytesValue.view_);
        pieces.push(binary.encode('\r\n'));
    }
    pieces.push(binary.encode('--' + boundary + '--\r\n'));
    const whole = new Uint8Array(pieces.reduce(function (sum, one) { return sum + one.length; }, 0));
    let at = 0;
    pieces.forEach(function (one) {
        whole.set(one, at);
        at += one.length;
    });
    self.setRequestHeader('Content-Type', 'multipart/form-data; boundary=' + boundary);
    return send(self, { bytes: binary.toBase64(whole) });
}

const HTTPClient = runtime.define('dw.net.HTTPClient', {
    constants: { DEFAULT_GET_FILE_SIZE: 5242880, MAX_GET_FILE_SIZE: 209715200, MAX_GET_MEM_SIZE: 10485760 },
    construct: function () {
        Object.defineProperty(this, 'state_', {
            value: {
                method: 'GET', url: null, headers: new Map(), timeout: 0, redirect: true, answer: null, verified: true,
                identity: null, logging: null, service: undefined
            }
        });
    },
    statics: {
        /* The client of a service: what goes wrong is the result's, not an exception. */
        ofService: function (id) {
            const client = new HTTPClient();
            client.state_.service = id;
            return client;
        }
    },
    properties: {
        statusCode: { get: function (self) { return answer(self).status; } },
        statusMessage: { get: function (self) { return answer(self).message || answer(self).error || null; } },
        errorText: { get: function (self) { return succeeded(self) ? null : answer(self).text; } },
        bytes: { get: function (self) { return succeeded(self) ? bodyBytes(self) : null; } },
        errorBytes: { get: function (self) { return succeeded(self) ? null : bodyBytes(self); } },
        text: { get: function (self) { return succeeded(self) ? answer(self).text : null; } },
        timeout: held('timeout', Number),
        allowRedirect: held('redirect', Boolean),
        /* Certificates are always checked against the name of the host. */
        hostNameVerification: held('verified', Boolean),
        identity: held('identity', function (value) { return value; }),
        loggingConfig: held('logging', function (value) { return value; }),
        allResponseHeaders: { get: function (self) { return headersOf(self); } },
        responseHeaders: { get: function (self) { return headersOf(self); } }
    },
    methods: {
        open: function (method, url) {
            const given = Array.prototype.slice.call(arguments, 2);
            const credentials = given.length === 3 ? given.slice(1) : given;   // the older form has a flag between
            this.state_.method = String(method).toUpperCase();
            this.state_.url = String(url);
            this.state_.answer = null;
            if (credentials.length === 2 && credentials[0] !== null && credentials[0] !== undefined) {
                const pair = credentials[0] + ':' + (credentials[1] === null ? '' : credentials[1]);
                this.setRequestHeader('Authorization', 'Basic ' + binary.toBase64(binary.encode(pair)));
            }
        },
        setRequestHeader: function (name, value) {
            this.state_.headers.set(String(name).toLowerCase(), [String(name), String(value)]);
        },
        send: function (body, encoding) {
            const none = body === undefined || body === null;
            send(this, none ? {} : { text: String(body), encoding: encoding === undefined ? 'utf-8' : String(encoding) });
        },
        sendBytes: function (body) { send(this, { bytes: binary.toBase64(binary.bytesOf(body)) }); },
        sendMultiPart: function (parts) { return multiPart(this, parts); },
        getText: function (encoding) {
            if (encoding === undefined || !succeeded(this)) {
                return this.text;
            }
            const bytes = bodyBytes(this);
            return bytes === null ? null : bytes.toString(encoding);
        },
        getResponseHeader: function (name) {
            const found = answer(this).headers[String(name).toLowerCase()];
            return found === undefined ? null : found[0];
        },
        getResponseHeaders: function (name) {
            if (arguments.length === 0) {
                return headersOf(this);
            }
            return runtime.collection(answer(this).headers[String(name).toLowerCase()] || []);
        },
        enableCaching: function () {}
    }
});

/* Header names are found in any spelling. */
function headersOf(self) {
    const map = new (runtime.classOf('dw.util.HashMap'))();
    for (const [name, values] of Object.entries(answer(self).headers || {})) {
        map.put(name, runtime.collection(values));
    }
    return map;
}

module.exports = HTTPClient;
