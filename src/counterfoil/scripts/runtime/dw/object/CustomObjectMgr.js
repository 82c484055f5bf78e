'use strict';

/* Custom objects are the server's: each is one object in a call, and what is changed of it goes with the request. */
const known = runtime.perCall(function () { return new Map(); });

function place(type, key) {
    return String(type) + '\n' + String(key);
}

function wrapped(document) {
    const name = place(document.type, document.key);
    let root = known().get(name);
    if (root === undefined) {
        root = runtime.root('custom object', document, { attributes: 'CustomObject.' + document.type, save: save });
        known().set(name, root);
    }
    return runtime.wrap('dw.object.CustomObject', root.document, root);
}

function save(root) {
    return Object.assign({ kind: 'custom_object', removed: root.removed === true }, root.document);
}

function query(type, text, sort, given) {
    runtime.settle();
    const found = runtime.ask('custom_objects', {
        type: String(type), query: text, sort: sort === undefined ? null : sort,
        arguments: given.map(function (one) { return runtime.bare(one, true); })
    });
    return found.map(wrapped);
}

/* A map of attributes is a query that each of them has its value. */
function fromMap(attributes) {
    const names = attributes.keySet().toArray();
    return {
        text: names.map(function (name, at) { return name + ' = {' + at + '}'; }).join(' AND '),
        given: names.map(function (name) { return attributes.get(name); })
    };
}

module.exports = runtime.define('dw.object.CustomObjectMgr', {
    statics: {
        createCustomObject: function (type, key) {
            const before = known().get(place(type, key));
            if (before !== undefined && !before.removed) {
                throw runtime.error(
                    'IllegalArgumentException', 'there is a custom object ' + type + ' with the key ' + key + ' already'
                );
            }
            runtime.settle();
            const made = runtime.ask('new_custom_object', { type: String(type), key: key });
            known().delete(place(type, made.key));
            const object = wrapped(made);
            runtime.touch(runtime.rootOf(object));
            return object;
        },
        getCustomObject: function (type, key) {
            if (key === undefined || key === null) {
                return null; // scripts ask with the value of an attribute that may be empty
            }
            const root = known().get(place(type, key));
            if (root !== undefined) {
                return root.removed ? null : runtime.wrap('dw.object.CustomObject', root.document, root);
            }
            const found = runtime.ask('custom_object', { type: String(type), key: key });
            return found === null ? null : wrapped(found);
        },
        getAllCustomObjects: function (type) {
            return runtime.classOf('dw.util.SeekableIterator').over(query(type, '', null, []));
        },
        queryCustomObjects: function (type, wanted, sort) {
            const given = wanted instanceof runtime.Base
                ? fromMap(wanted)
                : { text: String(wanted || ''), given: Array.prototype.slice.call(arguments, 3) };
            return runtime.classOf('dw.util.SeekableIterator').over(query(type, given.text, sort, given.given));
        },
        queryCustomObject: function (type, text) {
            const found = query(type, String(text), null, Array.prototype.slice.call(arguments, 2));
            return found.length === 0 ? null : found[0];
        },
        remove: function (object) {
            const root = runtime.rootOf(object);
            runtime.touch(root);
            root.removed = true;
        },
        describe: function (type) {
            return runtime.classOf('dw.object.ObjectTypeDefinition').of('CustomObject.' + String(type));
        }
    }
});
