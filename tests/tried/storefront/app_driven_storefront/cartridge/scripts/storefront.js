'use strict';

/*
 * Calls what a storefront calls and the API does not: points of the cartridges' own. Which point comes with the request
 * (c_drive); without it other hooks run as if this one were not there.
 */
const Status = require('dw/system/Status');

const calls = require('./calls');

function told(answer) {
    if (answer === undefined || answer === null) {
        return 'nothing';
    }
    if (typeof answer !== 'object') {
        return 'a value';
    }
    if (answer.error === undefined && answer.status === undefined) {
        return 'an object';
    }
    const failed = answer.error === true || answer.status === 1 || (answer.error && answer.error !== false);
    const why = [].concat(answer.serverErrors || [], answer.errorMessage || [], answer.message || [])
        .concat(answer.fieldErrors && answer.error ? JSON.stringify(answer.fieldErrors) : []).map(String).join('; ');
    return failed ? 'error' + (why ? ': ' + why : '') : 'no error';
}

exports.drive = function (phase, container) {
    const point = request.httpParameterMap.get('c_drive').stringValue;
    if (!point) {
        return undefined;
    }
    const status = new Status(Status.OK, 'DRIVEN');
    calls.of(point, phase).forEach(function (call) {
        status.addDetail(call.name, told(call.run(point, container)));
    });
    return status;
};
