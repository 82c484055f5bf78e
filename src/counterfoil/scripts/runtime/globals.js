/*
 * What scripts find without requiring it: dw, request, session, customer, empty(), and the methods of Java's strings.
 */
'use strict';

function hidden(target, name, value) {
    Object.defineProperty(target, name, { value: value, writable: true, configurable: true, enumerable: false });
}

function live(name, get) {
    Object.defineProperty(globalThis, name, { get: get, set: function () {}, configurable: false, enumerable: false });
}

live('request', function () { return runtime.callObject('dw.system.Request'); });
live('response', function () { return runtime.callObject('dw.system.Response'); });
live('session', function () { return runtime.callObject('dw.system.Session'); });
live('customer', function () { return runtime.callObject('dw.system.Session').customer; });

/* The one object of a class in a call, such as the request. */
runtime.callObject = function (className) {
    const call = runtime.call;
    if (call === null) {
        throw runtime.error('Error', 'there is no request while a script is loaded');
    }
    call.objects = call.objects || new Map();
    let object = call.objects.get(className);
    if (object === undefined) {
        object = Object.create(runtime.classOf(className).prototype);
        call.objects.set(className, object);
    }
    return object;
};

/* The customer of a basket or an order, by its customer_info. */
runtime.customerOf = function (info) {
    return runtime.classOf('dw.customer.Customer').ofInfo(info);
};

/* dw.order.Order without require */
const packages = Object.create(null);

function packageView(path) {
    return new Proxy(Object.create(null), {
        get: function (_, key) {
            if (typeof key !== 'string') {
                return undefined;
            }
            const name = path + '.' + key;
            if (/^[A-Z]/.test(key)) {
                return runtime.classOf(name);
            }
            packages[name] = packages[name] || packageView(name);
            return packages[name];
        },
        set: function () { return true; },
        defineProperty: function () { return false; }
    });
}

Object.defineProperty(globalThis, 'dw', { value: packageView('dw'), writable: false, configurable: false });

hidden(globalThis, 'empty', function empty(value) {
    if (value === null || value === undefined || value === '' || value === false) {
        return true;
    }
    if (typeof value === 'number') {
        return Number.isNaN(value);
    }
    if (typeof value === 'string') {
        return value.trim() === '';
    }
    if (typeof value === 'object') {
        if (Array.isArray(value)) {
            return value.length === 0;
        }
        if (value instanceof runtime.Base && 'empty' in value) {
            return value.empty;
        }
    }
    return false;
});

hidden(globalThis, 'trace', function trace(message) {
    runtime.note('log', { level: 'debug', category: 'trace', message: String(message), place: runtime.here() });
});

hidden(String.prototype, 'equals', function equals(other) {
    return other !== null && other !== undefined && String(this) === String(other);
});
hidden(String.prototype, 'equalsIgnoreCase', function equalsIgnoreCase(other) {
    return other !== null && other !== undefined && String(this).toLowerCase() === String(other).toLowerCase();
});
hidden(String.prototype, 'compareTo', function compareTo(other) {
    const one = String(this);
    return one < other ? -1 : Number(one > other);
});

/* Members of platform objects are their own there: the reference storefront asks a collection for its iterator so. */
const ownProperty = Object.prototype.hasOwnProperty;
hidden(Object.prototype, 'hasOwnProperty', function hasOwnProperty(name) {
    return ownProperty.call(this, name)
        || (this instanceof runtime.Base && typeof name === 'string' && name in this && !(name in Object.prototype));
});

/* Where an error was made, as Rhino tells it. */
function placeOfError(error) {
    const found = error === Error.prototype ? [] : runtime.frames(String(error.stack));
    return found.length === 0 ? null : /^(.*):(\d+)/.exec(found[0]);
}

Object.defineProperty(Error.prototype, 'fileName', {
    get: function () {
        const place = placeOfError(this);
        return place === null ? undefined : place[1];
    },
    set: function (value) { hidden(this, 'fileName', value); }
});
Object.defineProperty(Error.prototype, 'lineNumber', {
    get: function () {
        const place = placeOfError(this);
        return place === null ? undefined : Number(place[2]);
    },
    set: function (value) { hidden(this, 'lineNumber', value); }
});

/* What the platform throws where a rule of business refuses something: `type` says what it is. */
function APIException(message) {
    if (new.target === undefined) {
        return new APIException(message);
    }
    const error = Reflect.construct(Error, message === undefined ? [] : [message], new.target);
    for (const name of ['type', 'javaName', 'javaFullName', 'javaMessage', 'causeName', 'causeFullName', 'causeMessage']) {
        hidden(error, name, null);
    }
    return error;
}
APIException.prototype = Object.create(Error.prototype);
hidden(APIException.prototype, 'constructor', APIException);
hidden(APIException.prototype, 'name', 'APIException');
hidden(globalThis, 'APIException', APIException);

runtime.apiException = function (type, message, errorCode) {
    const error = new APIException(message);
    hidden(error, 'name', type);
    error.type = error.javaName = type;
    error.javaMessage = message;
    if (errorCode !== undefined) {
        error.errorCode = errorCode;
    }
    return error;
};

/* A text with its parameters: {0}, {1} and so on; those that are not given stay. Logs and Status use it. */
runtime.filled = function (text, parameters) {
    if (text === null || text === undefined) {
        return null;
    }
    return String(text).replace(/\{(\d+)(?:,[^}]*)?\}/g, function (whole, at) {
        return at < parameters.length ? String(parameters[at]) : whole;
    });
};

/* --- The clock and chance of the server --- */

const RealDate = Date;

function now() {
    const call = runtime.call;
    return call === null ? RealDate.now() : call.frame.now + (RealDate.now() - call.started);
}

function ScriptDate(...parts) {
    if (!new.target) {
        return new RealDate(now()).toString();
    }
    return parts.length === 0
        ? Reflect.construct(RealDate, [now()], new.target)
        : Reflect.construct(RealDate, parts, new.target);
}
ScriptDate.prototype = RealDate.prototype;
ScriptDate.UTC = RealDate.UTC;
ScriptDate.parse = RealDate.parse;
ScriptDate.now = now;
Object.defineProperty(ScriptDate, 'name', { value: 'Date' });
Object.defineProperty(ScriptDate, 'length', { value: 7 });
hidden(RealDate.prototype, 'constructor', ScriptDate);
hidden(globalThis, 'Date', ScriptDate);
runtime.realNow = RealDate.now;

/* Numbers from the seed of the call: mulberry32, which is enough for Math.random. */
Math.random = function random() {
    const call = runtime.call;
    if (call === null) {
        return 0.5;
    }
    if (call.random === null) {
        call.random = parseInt(String(call.frame.seed).slice(0, 8), 16) | 0;
    }
    call.random = (call.random + 0x6D2B79F5) | 0;
    let mixed = Math.imul(call.random ^ (call.random >>> 15), 1 | call.random);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};
