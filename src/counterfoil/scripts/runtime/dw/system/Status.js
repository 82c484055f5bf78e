'use strict';

const StatusItem = runtime.classOf('dw.system.StatusItem');

/* The item that speaks for the whole: the first of an error, else the first. */
function speaker(self) {
    return self.items_.find(function (item) { return item.error; }) || self.items_[0] || null;
}

function ofSpeaker(name) {
    return {
        get: function (self) {
            const item = speaker(self);
            return item === null ? null : item[name];
        }
    };
}

module.exports = runtime.define('dw.system.Status', {
    constants: { OK: 0, ERROR: 1 },
    construct: function () {
        const given = Array.prototype.slice.call(arguments);
        const items = given.length === 0 ? [] : [Reflect.construct(StatusItem, given)];
        Object.defineProperty(this, 'items_', { value: items });
    },
    properties: {
        status: { get: function (self) { return self.items_.some(function (item) { return item.error; }) ? 1 : 0; } },
        error: { get: function (self) { return self.status === 1; }, flag: true },
        code: ofSpeaker('code'),
        message: ofSpeaker('message'),
        parameters: ofSpeaker('parameters'),
        details: ofSpeaker('details'),
        items: { get: function (self) { return runtime.collection(self.items_); } }
    },
    methods: {
        addItem: function (item) {
            this.items_.push(item);
        },
        addDetail: function (key, value) {
            if (this.items_.length === 0) {
                this.items_.push(new StatusItem());
            }
            speaker(this).addDetail(key, value);
        },
        getDetail: function (key) {
            const item = speaker(this);
            return item === null ? null : item.details.get(key);
        },
        plain: function () {
            return this.items_.map(function (item) { return item.plain(); });
        }
    }
});
