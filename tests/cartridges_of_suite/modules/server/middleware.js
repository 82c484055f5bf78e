'use strict';

module.exports = {
    https: function (req) {
        return req.isHttpSecure;
    }
};
