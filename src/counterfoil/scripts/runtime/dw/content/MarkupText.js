'use strict';

const MarkupText = runtime.define('dw.content.MarkupText', {
    statics: {
        of: function (source) {
            const made = Object.create(MarkupText.prototype);
            Object.defineProperty(made, 'source_', { value: source });
            return made;
        }
    },
    properties: {
        markup: { get: function (self) { return self.source_; } },
        source: { get: function (self) { return self.source_; } }
    },
    methods: {
        toString: function () { return this.source_; },
        plain: function () { return this.source_; }
    }
});

module.exports = MarkupText;
