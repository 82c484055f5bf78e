'use strict';

const STATUSES = { invalid: 0, inactive: 1, active: 2 };

/* A source code, the group that knows it, and whether that counts today. */
const SourceCodeInfo = runtime.define('dw.campaign.SourceCodeInfo', {
    constants: { STATUS_INVALID: STATUSES.invalid, STATUS_INACTIVE: STATUSES.inactive, STATUS_ACTIVE: STATUSES.active },
    statics: {
        of: function (code) {
            const made = Object.create(SourceCodeInfo.prototype);
            Object.defineProperties(made, { code_: { value: code }, found_: { value: runtime.ask('source_code', code) } });
            return made;
        }
    },
    properties: {
        code: { get: function (self) { return self.code_; } },
        status: { get: function (self) { return STATUSES[self.found_.status]; } },
        group: {
            get: function (self) {
                const id = self.found_.group;
                return id === null ? null : runtime.classOf('dw.campaign.SourceCodeGroup').named(id);
            }
        },
        redirect: { get: function () { return null; } }
    }
});

module.exports = SourceCodeInfo;
