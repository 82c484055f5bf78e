'use strict';

/* What a search asks for: a phrase, refinements by attributes with one or more values, and an order. */
const STATE = Symbol('state');

function state(self) {
    return self[STATE];
}

function values(text) {
    return text === null || text === undefined ? [] : String(text).split('|').filter(Boolean);
}

function refined(self, id) {
    return state(self).refinements.get(String(id)) || [];
}

function range(self, id, end) {
    const found = state(self).ranges.get(String(id));
    return found === undefined ? null : found[end];
}

module.exports = runtime.define('dw.catalog.SearchModel', {
    constants: {
        SEARCH_PHRASE_PARAMETER: 'q', SORT_DIRECTION_ASCENDING: 1, SORT_DIRECTION_DESCENDING: 2, SORT_DIRECTION_NONE: 0
    },
    statics: {
        begin: function (self) {
            Object.defineProperty(self, STATE, {
                value: { phrase: null, refinements: new Map(), ranges: new Map(), sorting: new Map(), found: null }
            });
        },
        stateOf: state,
        getSearchRedirect: function () { return null; }
    },
    properties: {
        count: { get: function (self) { return state(self).found === null ? 0 : state(self).found.ids.length; } },
        emptyQuery: { get: function (self) { return !state(self).phrase && !self.refinedSearch; }, flag: true },
        refinedSearch: {
            get: function (self) { return state(self).refinements.size + state(self).ranges.size > 0; },
            flag: true
        },
        refinedByAttribute: { get: function (self) { return self.refinedSearch; } },
        searchPhrase: {
            get: function (self) { return state(self).phrase; },
            set: function (self, phrase) {
                state(self).phrase = phrase === null || phrase === undefined ? null : String(phrase);
            }
        }
    },
    methods: {
        addRefinementValues: function (id, given) {
            const all = refined(this, id).concat(values(given));
            state(this).refinements.set(String(id), Array.from(new Set(all)));
        },
        setRefinementValues: function (id, given) {
            if (values(given).length === 0) {
                state(this).refinements.delete(String(id));
            } else {
                state(this).refinements.set(String(id), values(given));
            }
        },
        removeRefinementValues: function (id, given) {
            const gone = given === null || given === undefined ? refined(this, id) : values(given);
            const left = refined(this, id).filter(function (one) { return gone.indexOf(one) < 0; });
            this.setRefinementValues(id, left.join('|'));
        },
        setRefinementValueRange: function (id, low, high) {
            state(this).ranges.set(String(id), [low === undefined ? null : low, high === undefined ? null : high]);
        },
        getRefinementValues: function (id) { return runtime.collection(refined(this, id).slice()); },
        getRefinementValue: function (id) { return refined(this, id)[0] || null; },
        getRefinementMinValue: function (id) { return range(this, id, 0); },
        getRefinementMaxValue: function (id) { return range(this, id, 1); },
        isRefinedByAttribute: function (id) {
            return id === undefined ? this.refinedSearch : refined(this, id).length > 0 || range(this, id, 0) !== null;
        },
        isRefinedByAttributeValue: function (id, value) { return refined(this, id).indexOf(String(value)) >= 0; },
        isRefinementByValueRange: function (id, low, high) {
            const found = state(this).ranges.get(String(id));
            return found !== undefined && (arguments.length === 1 || (found[0] === low && found[1] === high));
        },
        canRelax: function () { return this.refinedSearch && Boolean(state(this).phrase); },
        getSortingCondition: function (id) { return state(this).sorting.get(String(id)) || 0; },
        setSortingCondition: function (id, direction) { state(this).sorting.set(String(id), Number(direction)); }
    }
});
