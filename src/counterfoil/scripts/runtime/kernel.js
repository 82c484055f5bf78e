/*
 * The kernel: modules, calls, and the way to the host. Evaluates to a function that is given nothing and returns
 * `{run, clean}`; both take and return text.
 *
 * A module of a cartridge is compiled once to a function and run anew for each call, so that what it keeps in variables
 * lives as long as one call. `clean` says whether a call has left the realm as it was; if not, the realm is thrown away.
 */
(function () {
'use strict';

const hostFunction = globalThis.__host;
delete globalThis.__host;

const runtime = Object.create(null);

/* Taken before any script can put its own in their place. */
const parse = JSON.parse;
const stringify = JSON.stringify;
const ownKeys = Reflect.ownKeys;
const descriptorOf = Reflect.getOwnPropertyDescriptor;
const prototypeOf = Reflect.getPrototypeOf;
const deleteProperty = Reflect.deleteProperty;

/* --- The host: text in, text out; it never raises, a refusal comes as {"error": …}. --- */

runtime.ask = function (operation, value) {
    const answer = hostFunction(operation, value === undefined ? 'null' : stringify(value));
    const parsed = parse(answer);
    if (parsed.error !== undefined) {
        throw runtime.error(parsed.type || 'Error', parsed.error);
    }
    return parsed.value;
};

/* What nobody watches is not told, but for the lines of logs. */
runtime.watched = function () {
    return runtime.call === null || runtime.call.frame.watched !== false;
};

runtime.note = function (kind, fields) {
    if (kind === 'log') {
        fields.message = runtime.placed(String(fields.message));
    } else if (!runtime.watched()) {
        return;
    }
    hostFunction('note', stringify(Object.assign({ kind: kind }, fields)));
};

runtime.error = function (name, message) {
    const error = new Error(message);
    Object.defineProperty(error, 'name', { value: name, writable: true, configurable: true });
    return error;
};

/* --- Where code stands: every script has lines of its own in one long numbering, for the engine names no files. --- */

const places = [];
let nextLine = 1;

function compile(source, name, parameters) {
    const first = nextLine + 1;
    const lines = countLines(source);
    nextLine = first + lines + 1;
    places.push({ first: first, last: first + lines, name: name });
    const head = '(function (' + parameters + ') {\n';
    return (0, eval)('\n'.repeat(first - 2) + head + source + '\n})');
}

function countLines(text) {
    let count = 1;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
        count += 1;
    }
    return count;
}

runtime.placeOf = function (line) {
    let low = 0;
    let high = places.length - 1;
    while (low <= high) {
        const middle = (low + high) >> 1;
        const place = places[middle];
        if (line < place.first) {
            high = middle - 1;
        } else if (line > place.last) {
            low = middle + 1;
        } else {
            return { name: place.name, line: line - place.first + 1 };
        }
    }
    return null;
};

/* The frames of a stack that stand in cartridges, innermost first: "int_x/cartridge/scripts/a.js:12 in f". */
runtime.frames = function (stack) {
    const found = [];
    const pattern = /^\s*at (?:(.*) \()?<(?:input|evalScript)>:(\d+)(?::\d+)?\)?$/gm;
    for (let match = pattern.exec(stack); match !== null; match = pattern.exec(stack)) {
        const place = runtime.placeOf(Number(match[2]));
        if (place !== null && !place.name.startsWith('dw/')) {
            const inside = match[1] && match[1] !== '<anonymous>' && match[1] !== '<eval>' ? ' in ' + match[1] : '';
            found.push(place.name + ':' + place.line + inside);
        }
    }
    return found;
};

/* A text that may quote a stack, with scripts and their lines where the engine has its own numbering. */
runtime.placed = function (text) {
    return text.includes('<input>:') ? text.replace(/<input>:(\d+)(?::\d+)?/g, function (whole, line) {
        const place = runtime.placeOf(Number(line));
        return place === null ? whole : place.name + ':' + place.line;
    }) : text;
};

runtime.here = function () {
    return runtime.frames(new Error().stack)[0] || 'a script';
};

/* --- Modules --- */

const PLATFORM = 'dw/';
const wrappers = new Map();   // module id -> what its source compiles to; the same for all calls
const resolved = new Map();   // requirer + '\n' + request -> {id, kind}
const platform = new Map();   // dw/order/Order -> exports; the same for all calls
let instances = new Map();    // module id -> module object of this call

function platformModule(id) {
    if (platform.has(id)) {
        return platform.get(id);
    }
    const source = runtime.ask('platform', id);
    const module = { exports: {} };
    if (source === null) {
        module.exports = absentClass(id);
        platform.set(id, module.exports);
        return module.exports;
    }
    compile(source, id, 'module, exports, runtime')(module, module.exports, runtime);
    platform.set(id, module.exports);
    return module.exports;
}

/* A class the platform has and this server has not can be required, as code that never uses it does; using it fails. */
function absentClass(id) {
    const name = id.replace(/\//g, '.');
    if (/^dw\.[a-z]+$/.test(name)) {
        return globalThis.dw[name.slice(PLATFORM.length)];   // require('dw/value').Money
    }
    if (!runtime.ask('known_class', name)) {
        throw runtime.error('Error', 'there is no module ' + id);
    }
    return runtime.define(name, {
        construct: function () {
            throw runtime.notHere(name);
        }
    });
}

runtime.notHere = function (name) {
    return runtime.error(
        'NotHereError',
        name + ' is part of the platform\'s script API, but not of this server\'s (' + runtime.here() + '). '
            + runtime.whereToAsk
    );
};

runtime.whereToAsk = 'docs/reference/script-api.md lists what there is and says where to ask for more.';

runtime.classOf = function (name) {
    return platformModule(name.replace(/\./g, '/'));
};

function requireFrom(requirer) {
    function require(request) {
        const path = String(request);
        if (path.startsWith(PLATFORM)) {
            return platformModule(path.endsWith('.js') ? path.slice(0, -3) : path);
        }
        const key = requirer + '\n' + path;
        let found = resolved.get(key);
        if (found === undefined) {
            found = runtime.ask('resolve', [path, requirer]);
            resolved.set(key, found);
        }
        if (found === null) {
            const near = runtime.ask('nearest', [path, requirer]);
            const hint = near === null ? '' : '; there is ' + near + ', with other capitals';
            throw runtime.error('Error', 'Cannot find module \'' + path + '\' required by ' + requirer + hint);
        }
        if (found.kind === 'platform') {
            return platformModule(found.id);
        }
        return instance(found).exports;
    }
    return require;
}

function instance(found) {
    const known = instances.get(found.id);
    if (known !== undefined) {
        return known;
    }
    const module = { id: found.id, exports: {}, cartridge: found.id.split('/')[0] };
    instances.set(found.id, module);
    if (found.kind === 'json') {
        module.exports = parse(sourceOf(found.id));
        return module;
    }
    Object.defineProperty(module, 'superModule', {
        configurable: true,
        get: function () {
            const above = runtime.ask('super', found.id);
            return above === null ? null : instance(above).exports;
        }
    });
    const require = requireFrom(found.id);
    try {
        wrapperOf(found.id).call(module.exports, module.exports, require, module);
    } catch (error) {
        instances.delete(found.id);
        throw error;
    }
    return module;
}

function sourceOf(id) {
    let text = wrappers.get(id);
    if (text === undefined) {
        text = runtime.ask('source', id);
        wrappers.set(id, text);
    }
    return text;
}

function wrapperOf(id) {
    let wrapper = wrappers.get(id);
    if (wrapper === undefined) {
        const source = runtime.ask('source', id);
        try {
            wrapper = compile(source, id, 'exports, require, module');
        } catch (error) {
            if (error instanceof SyntaxError) {
                const line = /:(\d+):\d+/.exec(error.stack || '');
                const place = line && runtime.placeOf(Number(line[1]));
                error.message += ' (' + (place ? place.name + ':' + place.line : id) + ')';
            }
            throw error;
        }
        Object.freeze(wrapper);
        wrappers.set(id, wrapper);
    }
    return wrapper;
}

runtime.load = function (id) {
    return instance({ id: id, kind: 'script' }).exports;
};

/* --- Calls --- */

/* What belongs to the call that runs: request, transaction, containers. Made anew for each. */
runtime.call = null;

function run(text) {
    const frame = parse(text);
    let answer;
    try {
        answer = runtime.perform(frame);
    } catch (error) {
        answer = { error: described(error) };
    }
    return stringify(answer);
}

function described(error) {
    if (error === null || typeof error !== 'object') {
        return { type: 'Error', message: String(error), frames: [] };
    }
    return {
        type: String(error.name || 'Error'),
        message: String(error.message),
        frames: typeof error.stack === 'string' ? runtime.frames(error.stack) : []
    };
}

runtime.described = described;

/* --- What a call may not leave behind --- */

const kept = [];   // what the realm's own objects must still be

function keep(object) {
    const entry = { object: object, prototype: prototypeOf(object), count: 0, values: [], same: null };
    const names = [];
    for (const key of ownKeys(object)) {
        const descriptor = descriptorOf(object, key);
        entry.count += 1;
        if (!('value' in descriptor)) {
            Object.defineProperty(object, key, { configurable: false });   // so that it stays what it is
        } else if (descriptor.writable || descriptor.configurable) {
            names.push(key);
            entry.values.push(descriptor.value);
        }
    }
    entry.same = comparison(names);
    kept.push(entry);
}

/* A function that compares all of these by their names: half the time of a loop, and this is done after every call. */
function comparison(names) {
    const compared = names.map(function (name, at) {
        const member = typeof name === 'symbol' ? '[s[' + at + ']]' : '[' + stringify(name) + ']';
        return 'o' + member + ' === v[' + at + ']';
    });
    return (0, eval)('(function (s) { return function (o, v) { return ' + (compared.join(' && ') || 'true') + '; }; })')(names);
}

function unchanged(entry) {
    const object = entry.object;
    return entry.same(object, entry.values) && ownKeys(object).length === entry.count
        && prototypeOf(object) === entry.prototype;
}

/* What scripts are known to add to or to shadow: freezing a prototype would break `object.name = …` of their own objects. */
const OPEN = ['Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Date', 'RegExp', 'Math', 'JSON', 'Map', 'Set',
    'Promise', 'Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'AggregateError',
    'InternalError'];

/* Take note of the realm as it is before the first call; what is not open to scripts is frozen. */
runtime.seal = function () {
    const open = new Set([globalThis]);
    for (const name of OPEN) {
        open.add(globalThis[name]);
        open.add(globalThis[name].prototype);
    }
    const seen = new Set([globalThis]);
    const waiting = [globalThis];
    while (waiting.length > 0) {
        const object = waiting.pop();
        const values = [prototypeOf(object)];
        for (const key of ownKeys(object)) {
            const descriptor = descriptorOf(object, key);
            values.push(descriptor.value, descriptor.get, descriptor.set);
        }
        for (const value of values) {
            if (value !== null && (typeof value === 'object' || typeof value === 'function') && !seen.has(value)) {
                seen.add(value);
                waiting.push(value);
            }
        }
        if (open.has(object)) {
            keep(object);
        } else {
            Object.freeze(object);
        }
    }
};

function clean() {
    instances = new Map();
    runtime.call = null;
    const keys = ownKeys(globalThis);
    if (keys.length !== globalKeys.size) {
        for (const key of keys) {
            if (!globalKeys.has(key) && !deleteProperty(globalThis, key)) {
                return 'dirty';
            }
        }
    }
    return kept.every(unchanged) ? 'clean' : 'dirty';
}

let globalKeys = null;

return {
    runtime: runtime,
    compile: compile,
    start: function () {
        runtime.seal();
        globalKeys = new Set(ownKeys(globalThis));
        return 'started';
    },
    run: run,
    clean: clean
};
})
