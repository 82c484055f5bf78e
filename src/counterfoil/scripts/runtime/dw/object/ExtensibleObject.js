'use strict';

/*
 * Custom attributes stand in the plain form under their wire names, order.custom.note as custom.c_note, and have the
 * types that the metadata declares for the system object. One that is not declared is kept as it is. Where a document has
 * them under another name, its class says so in `customAttributes_`.
 */
const views = new WeakMap();

/* The type whose attributes an object has: that of its root where it says so, else the name of its class. */
function typeOf(self) {
    const root = runtime.rootOf(self);
    if (root.attributes !== undefined && root.document === runtime.node(self)) {
        return root.attributes;
    }
    const name = self.constructor.className.split('.').pop();
    return name === 'Variant' || name === 'VariationGroup' ? 'Product' : name;
}

function viewOf(self) {
    const node = runtime.node(self);
    const attributes = runtime.classOf('support.attributes');
    const type = typeOf(self);
    const own = type.endsWith('Preferences') || type.startsWith('CustomObject.');
    const place = 'customAttributes_' in self ? self.customAttributes_ : 'custom';

    function stored(key) {
        return node[place] === undefined ? undefined : node[place]['c_' + key];
    }

    return new Proxy({}, {
        get: function (_, key) {
            if (typeof key !== 'string') {
                return undefined;
            }
            const definition = attributes.definitions(type).get(key);
            if (definition !== undefined) {
                return attributes.read(definition, stored(key), own);
            }
            const inherited = key in Object.prototype ? Object.prototype[key] : null;   // custom.hasOwnProperty('x')
            return stored(key) === undefined ? inherited : stored(key);
        },
        has: function (_, key) {
            return typeof key === 'string'
                && (stored(key) !== undefined || attributes.definitions(type).has(key));
        },
        set: function (_, key, value) {
            const name = String(key);
            const definition = attributes.definitions(type).get(name);
            const bare = definition === undefined ? runtime.bare(value, true) : attributes.write(name, definition, value);
            runtime.touch(runtime.rootOf(self));
            node[place] = node[place] || {};
            if (bare === null) {
                delete node[place]['c_' + name];
            } else {
                node[place]['c_' + name] = bare;
            }
            return true;
        },
        deleteProperty: function (_, key) {
            runtime.touch(runtime.rootOf(self));
            return delete (node[place] || {})['c_' + String(key)];
        },
        ownKeys: function () {
            return Object.keys(node[place] || {}).map(function (name) { return name.slice(2); });
        },
        getOwnPropertyDescriptor: function (_, key) {
            return stored(String(key)) === undefined
                ? undefined
                : { value: this.get(_, key), enumerable: true, configurable: true, writable: true };
        }
    });
}

module.exports = runtime.define('dw.object.ExtensibleObject', {
    extends: 'dw.object.PersistentObject',
    properties: {
        custom: {
            get: function (self) {
                let view = views.get(self);
                if (view === undefined) {
                    view = viewOf(self);
                    views.set(self, view);
                }
                return view;
            }
        }
    },
    methods: {
        describe: function () {
            return runtime.classOf('dw.object.ObjectTypeDefinition').of(typeOf(this));
        }
    }
});
