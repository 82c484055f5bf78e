'use strict';

/* Custom attributes by the types that the metadata declares: what a script reads of a plain value, and writes as one. */
const known = { revision: null, types: new Map() };

function definitions(typeId) {
    const revision = runtime.call.frame.request.revision;
    if (known.revision !== revision) {
        known.revision = revision;
        known.types.clear();
    }
    let found = known.types.get(typeId);
    if (found === undefined) {
        found = new Map(Object.entries(runtime.ask('attributes', typeId)));
        known.types.set(typeId, found);
    }
    return found;
}

function enumValue(definition, value) {
    const name = value === null ? '' : definition.names[String(value)];
    return runtime.classOf('dw.value.EnumValue').of(value, name === undefined ? String(value) : name);
}

function scalar(definition, value) {
    if (definition.type.startsWith('enum-of-')) {
        return enumValue(definition, value);
    }
    switch (definition.type) {
    case 'date':
    case 'datetime':
        return new Date(value);
    case 'html':
        return runtime.classOf('dw.content.MarkupText').of(String(value));
    case 'image':
        return runtime.classOf('dw.content.MediaFile').of(String(value));
    default:
        return value;
    }
}

function isSet(definition) {
    return definition.multiple || definition.type.startsWith('set-of-');
}

/* `own`: the object is the cartridges' own, so that they may read what they keep secret in it. */
function read(definition, stored, own) {
    const value = stored === undefined || stored === null ? definition.default : stored;
    if (definition.type === 'password' && !own) {
        return null;   // what is secret of customers and orders stays with the server
    }
    if (isSet(definition)) {
        const items = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
        return Object.freeze(items.map(function (one) { return scalar(definition, one); }));
    }
    if (value === undefined || value === null) {
        return definition.type.startsWith('enum-of-') ? enumValue(definition, null) : null;
    }
    return scalar(definition, Array.isArray(value) && definition.type !== 'string' ? value[0] : value);
}

const CHECKS = {
    string: textOf, text: textOf, email: textOf, password: textOf, html: textOf, image: textOf,
    int: numberOf, double: numberOf,
    boolean: function (value) { return typeof value === 'boolean' ? value : undefined; },
    date: function (value) { return dateOf(value, 10); },
    datetime: function (value) { return dateOf(value); }
};

function textOf(value) {
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function numberOf(value) {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function dateOf(value, length) {
    const date = value instanceof Date ? value : typeof value === 'string' ? new Date(value) : null;
    return date === null || Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, length);
}

function one(name, definition, value) {
    const kind = definition.type.replace(/^(set|enum)-of-/, '');
    const plain = CHECKS[kind](kind === 'date' || kind === 'datetime' ? value : runtime.bare(value, true));
    const stored = kind === 'int' && plain !== undefined ? Math.trunc(plain) : plain;
    const unknown = definition.type.startsWith('enum-of-') && definition.values.indexOf(String(stored)) < 0;
    if (stored === undefined || unknown) {
        throw runtime.error(
            'IllegalArgumentException',
            'the custom attribute ' + name + ' is of type ' + definition.type + ' and cannot be ' + shown(value)
                + ' (' + runtime.here() + ')'
        );
    }
    return stored;
}

function shown(value) {
    return typeof value === 'object' ? 'such an object' : 'such a ' + typeof value;
}

/* Return what is stored of a value; null where it unsets the attribute. */
function write(name, definition, value) {
    if (value === null || value === undefined || (value.value === null && definition.type.startsWith('enum-of-'))) {
        return null;
    }
    if (!isSet(definition)) {
        return one(name, definition, value);
    }
    const items = Array.isArray(value) ? value : typeof value.toArray === 'function' ? value.toArray() : [value];
    return items.map(function (item) { return one(name, definition, item); });
}

module.exports = { definitions: definitions, read: read, write: write };
