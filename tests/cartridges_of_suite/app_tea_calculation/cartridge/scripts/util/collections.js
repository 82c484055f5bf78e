'use strict';

exports.forEach = function (collection, callback) {
    var iterator = collection.iterator();
    var index = 0;
    while (iterator.hasNext()) {
        callback(iterator.next(), index);
        index += 1;
    }
};
