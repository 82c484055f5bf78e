'use strict';

/* Forms belong to the storefront: for a call of the API nothing is filled in, but their definitions are there. */
const forms = runtime.perCall(function () { return new Map(); });

function form(name) {
    if (!forms().has(name)) {
        const node = runtime.ask('form', name);
        forms().set(name, node === null ? undefined : made(node, null, 'dwfrm_' + name, 'dw.web.Form'));
    }
    return forms().get(name);
}

/* The parts of a group are members of it, by their ids. */
function made(node, parent, htmlName, className) {
    const kinds = { group: 'dw.web.FormGroup', field: 'dw.web.FormField', action: 'dw.web.FormAction' };
    const element = runtime.classOf('dw.web.FormElement').fill(
        Object.create(runtime.classOf(className || kinds[node.kind]).prototype), node, parent, htmlName
    );
    for (const child of node.children || []) {
        Object.defineProperty(element, child.id, {
            value: made(child, element, htmlName + '_' + child.id), enumerable: true
        });
    }
    return element;
}

const Forms = runtime.define('dw.web.Forms', {
    statics: {
        none: function () {
            return new Proxy(Object.create(Forms.prototype), {
                has: function (target, key) {
                    return key in target || (typeof key === 'string' && form(key) !== undefined);
                },
                get: function (target, key, receiver) {
                    return typeof key === 'symbol' || key in target ? Reflect.get(target, key, receiver) : form(key);
                }
            });
        }
    }
});

module.exports = Forms;
