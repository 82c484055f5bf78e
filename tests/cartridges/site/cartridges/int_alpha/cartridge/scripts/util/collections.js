'use strict';

function first(collection) {
    for each (var element in collection) {
        return element;
    }
    return null;
}

module.exports = { first: first, ids: function (all) all.map(function (one) one.ID) };
