'use strict';

function held(name, start) {
    return {
        start: start,
        get: function (self) { return self.held_[name]; },
        set: function (self, value) { self.held_[name] = value; }
    };
}

const properties = {
    value: held('value', ''), domain: held('domain', null), path: held('path', null), comment: held('comment', null),
    maxAge: held('maxAge', -1), version: held('version', 0), secure: held('secure', false), httpOnly: held('httpOnly', false)
};
properties.httpOnly.flag = true;

const Cookie = runtime.define('dw.web.Cookie', {
    constants: { EMPTYNAME: 'dw_emptyname__' },
    construct: function (name, value) {
        const values = {};
        for (const key of Object.keys(properties)) {
            values[key] = properties[key].start;
        }
        values.value = value === undefined ? '' : String(value);
        Object.defineProperties(this, { name_: { value: String(name) }, held_: { value: values } });
    },
    properties: Object.assign({ name: { get: function (self) { return self.name_; } } }, properties)
});

module.exports = Cookie;
