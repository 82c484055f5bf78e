'use strict';

function given(value) {
    return value === undefined || value === null ? null : String(value);
}

function held(name) {
    return { get: function (self) { return self.part_[name]; } };
}

module.exports = runtime.define('dw.net.HTTPRequestPart', {
    construct: function (name, value, first, second, third) {
        const Bytes = runtime.classOf('dw.util.Bytes');
        const isBytes = value instanceof Bytes;
        Object.defineProperty(this, 'part_', {
            value: {
                name: String(name),
                stringValue: isBytes ? null : String(value),
                bytesValue: isBytes ? value : null,
                contentType: isBytes ? given(first) : null,
                encoding: isBytes ? given(second) : given(first),
                fileName: isBytes ? given(third) : null,
                fileValue: null
            }
        });
    },
    properties: {
        name: held('name'),
        stringValue: held('stringValue'),
        bytesValue: held('bytesValue'),
        contentType: held('contentType'),
        encoding: held('encoding'),
        fileName: held('fileName'),
        fileValue: held('fileValue')
    }
});
