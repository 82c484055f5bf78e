/*
 * A service of one call: its configuration is asked of the server when it is first wanted. How it is executed is its
 * type's: `execute_(request)` returns what parseResponse is given, or a failure by `runtime.serviceFailure`.
 */
'use strict';

const Result = runtime.classOf('dw.svc.Result');

/* What is thrown inside a call to say how it failed. */
function failure(fields) {
    const error = runtime.error('ServiceFailure', fields.errorMessage);
    Object.defineProperty(error, 'result', { value: fields });
    return error;
}

function unavailable(reason, message) {
    return failure({ status: 'SERVICE_UNAVAILABLE', unavailableReason: reason, errorMessage: message });
}

runtime.serviceFailure = failure;
runtime.serviceUnavailable = unavailable;

function known(self) {
    const state = self.service_;
    if (state.known === null) {
        state.known = runtime.ask('service', { id: state.id, credential: state.credential });
    }
    return state.known;
}

function has(self, name) {
    return typeof self.service_.callback[name] === 'function';
}

function callback(self, name) {
    const given = Array.prototype.slice.call(arguments, 2);
    return self.service_.callback[name].apply(self.service_.callback, given);
}

/* Say whether a service is configured and may be called now; a failure if not. */
function admitted(self) {
    const id = self.service_.id;
    const mode = known(self).mode;
    if (mode === 'disabled') {
        throw unavailable('DISABLED', 'the service ' + id + ' is disabled');
    }
    const refusal = self.mock ? null : runtime.ask('service_begins', id);
    if (refusal !== null) {
        throw unavailable(refusal, 'the service ' + id + ' rests: ' + refusal);
    }
}

function mocked(self, given) {
    if (has(self, 'mockFull')) {
        return callback.apply(null, [self, 'mockFull', self].concat(given));
    }
    if (!has(self, 'mockCall')) {
        throw failure({ status: 'ERROR', errorMessage: 'the service ' + self.service_.id + ' is mocked, but its callback has '
            + 'neither mockFull nor mockCall' });
    }
    const request = requested(self, given);
    return parsed(self, callback(self, 'mockCall', self, request));
}

function requested(self, given) {
    const request = self.requestOf_(given);
    self.service_.request = request === undefined ? null : request;
    return self.service_.request;
}

function parsed(self, response) {
    self.service_.rawResponse = response;
    return has(self, 'parseResponse') ? callback(self, 'parseResponse', self, response) : self.defaultResponse_(response);
}

/* What is logged of request and response is the callback's to say; without a word from it nothing is. */
function logged(self, name, value) {
    if (!known(self).log || (!has(self, name) && !has(self, 'filterLogMessage'))) {
        return;
    }
    let message = has(self, name) ? callback(self, name, value) : value;
    if (message === null || message === undefined) {
        return;
    }
    message = has(self, 'filterLogMessage') ? callback(self, 'filterLogMessage', String(message)) : message;
    const prefix = known(self).log_prefix || 'service';
    runtime.note('log', { level: 'info', category: prefix + '.' + self.service_.id, message: String(message),
        place: runtime.here() });
}

function live(self, given) {
    self.begin_();
    const request = requested(self, given);
    logged(self, 'getRequestLogMessage', request);
    const response = self.execute_(request);
    logged(self, 'getResponseLogMessage', response);
    return parsed(self, response);
}

function failed(self, error) {
    if (error !== null && typeof error === 'object' && error.result !== undefined) {
        return Object.assign({ status: 'ERROR' }, error.result);
    }
    const described = runtime.described(error);
    runtime.note('log', { level: 'error', category: 'service.' + self.service_.id, error: described,
        message: described.type + ': ' + described.message, place: described.frames[0] });
    return { status: 'ERROR', errorMessage: described.message, msg: described.type };
}

module.exports = runtime.define('dw.svc.Service', {
    properties: {
        URL: {
            get: function (self) {
                const credential = known(self).credential;
                return self.service_.url !== null ? self.service_.url : credential && credential.url;
            },
            set: function (self, url) { self.service_.url = url === null || url === undefined ? null : String(url); }
        },
        configuration: {
            get: function (self) {
                self.service_.configuration = self.service_.configuration
                    || runtime.classOf('dw.svc.ServiceConfig').of(known(self));
                return self.service_.configuration;
            }
        },
        credentialID: {
            get: function (self) {
                const credential = known(self).credential;
                return credential === null ? null : credential.id;
            },
            set: function (self, id) {
                self.service_.credential = String(id);
                self.service_.known = null;
                self.service_.configuration = null;
                if (known(self).credential === null) {
                    throw runtime.error('IllegalArgumentException', 'there is no service credential ' + id);
                }
            }
        },
        mock: { get: function (self) { return self.service_.mock || known(self).mode === 'mock'; }, flag: true },
        requestData: { get: function (self) { return self.service_.request; } },
        response: { get: function (self) { return self.service_.response; } },
        throwOnError: { get: function (self) { return self.service_.throws; }, flag: true }
    },
    methods: {
        setURL: function (url) {
            this.URL = url;
            return this;
        },
        setCredentialID: function (id) {
            this.credentialID = id;
            return this;
        },
        setMock: function () {
            this.service_.mock = true;
            return this;
        },
        setThrowOnError: function () {
            this.service_.throws = true;
            return this;
        },
        call: function () {
            const given = Array.prototype.slice.call(arguments);
            const state = this.service_;
            let fields;
            let begun = false;
            try {
                admitted(this);
                begun = !this.mock;
                const object = begun ? live(this, given) : mocked(this, given);
                state.response = object === undefined ? null : object;
                fields = { status: 'OK', object: state.response };
            } catch (error) {
                fields = failed(this, error);
            }
            if (begun) {
                runtime.ask('service_ends', { id: state.id, failed: fields.status !== 'OK' });
            } else if (fields.status === 'OK') {
                runtime.note('http', { service: state.id, mock: true, status: 'mock', ms: 0 });
            }
            const result = Result.of(Object.assign(fields, { mockResult: !begun && fields.status === 'OK' }));
            if (state.throws && !result.ok) {
                throw runtime.error('ServiceException', String(result.errorMessage || result.status));
            }
            return result;
        },
        requestOf_: function (given) {
            return has(this, 'createRequest') ? callback.apply(null, [this, 'createRequest', this].concat(given)) : null;
        },
        begin_: function () {
            if (has(this, 'initServiceClient')) {
                this.service_.client = callback(this, 'initServiceClient', this);
            }
        },
        execute_: function (request) {
            if (!has(this, 'execute')) {
                throw failure({ status: 'ERROR', errorMessage: 'a service of type ' + known(this).type + ' needs execute in '
                    + 'its callback' });
            }
            return callback(this, 'execute', this, request);
        },
        defaultResponse_: function (response) { return response; },
        plain: function () { return { ID: this.service_.id }; }
    }
});
