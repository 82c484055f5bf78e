'use strict';

/* Archives of this server bring no libraries: there is no content asset. */
function none() {
    return null;
}

module.exports = runtime.define('dw.content.ContentMgr', {
    constants: { PRIVATE_LIBRARY: 'PrivateLibrary' },
    staticProperties: { siteLibrary: { get: none } },
    statics: { getContent: none, getFolder: none, getLibrary: none }
});
