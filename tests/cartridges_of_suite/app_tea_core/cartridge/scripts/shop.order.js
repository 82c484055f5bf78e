'use strict';

exports.name = 'a file with a dot in its name';
