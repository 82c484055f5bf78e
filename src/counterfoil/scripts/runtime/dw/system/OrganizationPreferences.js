'use strict';

/* Preferences that hold for all sites; read only for scripts. */
module.exports = runtime.define('dw.system.OrganizationPreferences', {
    extends: 'dw.object.ExtensibleObject',
    statics: {
        of: function (values) {
            const custom = {};
            for (const name of Object.keys(values)) {
                custom['c_' + name] = values[name];
            }
            const root = runtime.root('organization preferences', { custom: custom }, {
                attributes: 'OrganizationPreferences', writable: false
            });
            return runtime.wrap('dw.system.OrganizationPreferences', root.document, root);
        }
    }
});
