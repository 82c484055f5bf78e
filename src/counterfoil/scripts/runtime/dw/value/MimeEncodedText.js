'use strict';

module.exports = runtime.define('dw.value.MimeEncodedText', {
    construct: function (text, mimeType, encoding) {
        const parts = [text, mimeType || 'text/plain;charset=UTF-8', encoding || 'UTF-8'];
        Object.defineProperty(this, 'parts_', { value: parts.map(String) });
    },
    properties: {
        text: { get: function (self) { return self.parts_[0]; } },
        mimeType: { get: function (self) { return self.parts_[1]; } },
        encoding: { get: function (self) { return self.parts_[2]; } }
    },
    methods: {
        toString: function () { return this.text; },
        plain: function () { return this.text; }
    }
});
