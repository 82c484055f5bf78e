'use strict';

/* All three are instants; a Calendar shows them in the time zone of a site. */
function now() {
    return new Date();
}

module.exports = runtime.define('dw.util.DateUtils', {
    statics: { nowForInstance: now, nowForSite: now, nowInUTC: now }
});
