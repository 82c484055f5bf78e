'use strict';

/* What is counted of an object: here from what is stored of it at this instant. */
module.exports = runtime.define('dw.object.ActiveData', {
    extends: 'dw.object.ExtensibleObject',
    properties: { empty: { get: function () { return false; }, flag: true } }
});
