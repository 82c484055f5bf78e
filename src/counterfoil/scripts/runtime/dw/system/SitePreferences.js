'use strict';

/* The preferences of a site; the custom ones are typed by the metadata. */
const roots = runtime.perCall(function () { return new Map(); });

module.exports = runtime.define('dw.system.SitePreferences', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        UUID: { get: function (self) { return 'preferences-' + runtime.node(self).site; } },
        sourceCodeURLParameterName: {
            get: function (self) { return runtime.node(self).standard.SourceCodeURLParameterName || 'src'; }
        }
    },
    statics: {
        of: function (facts) {
            const known = roots();
            if (!known.has(facts.id)) {
                known.set(facts.id, runtime.root('site preferences', {
                    site: facts.id, standard: facts.preferences, custom: prefixed(facts.custom_preferences)
                }, { attributes: 'SitePreferences', save: save }));
            }
            const root = known.get(facts.id);
            return runtime.wrap('dw.system.SitePreferences', root.document, root);
        }
    }
});

function prefixed(values) {
    const custom = {};
    for (const name of Object.keys(values)) {
        custom['c_' + name] = values[name];
    }
    return custom;
}

function save(root) {
    const custom = {};
    for (const name of Object.keys(root.document.custom)) {
        custom[name.slice(2)] = root.document.custom[name];
    }
    return { kind: 'site_preferences', site: root.document.site, custom: custom };
}
