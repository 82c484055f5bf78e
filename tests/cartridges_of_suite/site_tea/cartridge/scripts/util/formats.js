'use strict';

var formats = module.superModule;

module.exports = Object.assign({}, formats, {
    greeting: function () {
        return formats.greeting() + '>site';
    }
});
