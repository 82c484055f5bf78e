'use strict';

/* Custom attributes stand in the plain form under their wire names: order.custom.note is custom.c_note. */
module.exports = runtime.define('dw.object.ExtensibleObject', {
    properties: {
        custom: { get: function (self) { return customOf(self); } }
    },
    methods: {
        describe: function () { return null; }
    }
});

const views = new WeakMap();

function customOf(self) {
    let view = views.get(self);
    if (view === undefined) {
        view = new Proxy(self, {
            get: function (target, key) {
                const custom = runtime.node(target).custom;
                if (typeof key !== 'string' || custom === undefined || custom['c_' + key] === undefined) {
                    return typeof key === 'symbol' ? undefined : null;
                }
                return custom['c_' + key];
            },
            has: function (target, key) {
                const custom = runtime.node(target).custom;
                return custom !== undefined && Object.hasOwn(custom, 'c_' + String(key));
            },
            set: function (target, key, value) {
                const node = runtime.node(target);
                runtime.touch(runtime.rootOf(target));
                node.custom = node.custom || {};
                const bare = runtime.bare(value, true);
                if (bare === null) {
                    delete node.custom['c_' + String(key)];
                } else {
                    node.custom['c_' + String(key)] = bare;
                }
                return true;
            },
            deleteProperty: function (target, key) {
                runtime.touch(runtime.rootOf(target));
                return delete (runtime.node(target).custom || {})['c_' + String(key)];
            }
        });
        views.set(self, view);
    }
    return view;
}
