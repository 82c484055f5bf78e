'use strict';

exports.modifyPATCHResponse = function () {};
