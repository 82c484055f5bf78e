'use strict';

module.exports = runtime.define('dw.object.CustomObject', {
    extends: 'dw.object.ExtensibleObject',
    properties: {
        type: runtime.text('type')
    }
});
