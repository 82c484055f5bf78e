'use strict';

/* There are no files of scripts here: its constants can be read, and whoever makes one is told so. */
module.exports = runtime.define('dw.io.File', {
    constants: {
        CATALOGS: 'CATALOGS', CUSTOMERPI: 'CUSTOMERPI', CUSTOMER_SNAPSHOTS: 'CUSTOMER_SNAPSHOTS', DYNAMIC: 'DYNAMIC',
        IMPEX: 'IMPEX', LIBRARIES: 'LIBRARIES', REALMDATA: 'REALMDATA', SEPARATOR: '/', STATIC: 'STATIC', TEMP: 'TEMP'
    },
    construct: function () {
        throw runtime.error('NotHereError', 'scripts have no files on this server (' + runtime.here() + '); dw.io.Reader and '
            + 'StringWriter work on text');
    }
});
