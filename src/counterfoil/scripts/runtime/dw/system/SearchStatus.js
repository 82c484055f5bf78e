'use strict';

const NAMES = {
    NOT_EXECUTED: 0, SUCCESSFUL: 1, LIMITED: 2, ROOT_SEARCH: 3, NO_CATALOG: 4, NO_CATEGORY: 5, EMPTY_QUERY: 6,
    OFFLINE_CATEGORY: 7, NO_INDEX: 8, ERROR: 9
};

const SearchStatus = runtime.define('dw.system.SearchStatus', {
    constants: NAMES,
    statics: {
        of: function (name) {
            const made = Object.create(SearchStatus.prototype);
            Object.defineProperty(made, 'name_', { value: name });
            return made;
        }
    },
    properties: {
        statusCode: { get: function (self) { return NAMES[self.name_]; } },
        description: { get: function (self) { return self.name_; } }
    },
    methods: { toString: function () { return this.name_; } }
});

module.exports = SearchStatus;
