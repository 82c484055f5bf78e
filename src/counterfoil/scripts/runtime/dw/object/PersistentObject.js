'use strict';

/* What is stored has an id, and instants of its creation and last change, where documents hold them. */
module.exports = runtime.define('dw.object.PersistentObject', {
    properties: {
        UUID: {
            get: function (self) {
                const node = runtime.node(self);
                return node.UUID === undefined ? null : node.UUID;
            }
        },
        creationDate: runtime.date('creation_date'),
        lastModified: runtime.date('last_modified')
    }
});
