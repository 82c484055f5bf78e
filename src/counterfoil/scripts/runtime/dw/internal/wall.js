/* Clocks on the wall: what an instant is in a time zone, and the instant that a date and a time there are. */
'use strict';

const DAY = 86400000;

function floorMod(number, by) {
    return ((number % by) + by) % by;
}

/* Days since 1970 of a date whose month and day may lie beyond their ends. */
function daysOf(year, month, day) {
    const date = new Date(0);
    date.setUTCFullYear(year + Math.floor(month / 12), floorMod(month, 12), 1);
    return Math.floor(date.getTime() / DAY) + day - 1;
}

function dateOf(days) {
    const date = new Date(days * DAY);
    return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
}

/* Sunday is 1, as in Calendar. */
function weekdayOf(days) {
    return floorMod(days + 4, 7) + 1;
}

/* The number of the week that a day stands in, counted from the day that a year or month begins with. */
function weekOf(days, start, first, minimal) {
    const begin = start - floorMod(weekdayOf(start) - first, 7);
    const week = Math.floor((days - begin) / 7);
    return start - begin <= 7 - minimal ? week + 1 : week;
}

function weekOfYear(days, year, first, minimal) {
    const next = weekOf(days, daysOf(year + 1, 0, 1), first, minimal);
    if (next >= 1) {
        return { week: next, year: year + 1 };
    }
    const week = weekOf(days, daysOf(year, 0, 1), first, minimal);
    return week >= 1
        ? { week: week, year: year }
        : { week: weekOf(days, daysOf(year - 1, 0, 1), first, minimal), year: year - 1 };
}

function fieldsOf(millis, zone, first, minimal) {
    const at = runtime.ask('zone_at', [zone, millis]);
    const local = millis + at.offset;
    const days = Math.floor(local / DAY);
    const time = floorMod(local, DAY);
    const date = dateOf(days);
    const week = weekOfYear(days, date.year, first, minimal);
    return {
        local: local,
        days: days,
        era: date.year > 0 ? 1 : 0,
        year: date.year,
        month: date.month,
        day: date.day,
        weekday: weekdayOf(days),
        dayOfYear: days - daysOf(date.year, 0, 1) + 1,
        weekOfYear: week.week,
        weekYear: week.year,
        weekOfMonth: weekOf(days, daysOf(date.year, date.month, 1), first, minimal),
        hour: Math.floor(time / 3600000),
        minute: Math.floor(time / 60000) % 60,
        second: Math.floor(time / 1000) % 60,
        millisecond: time % 1000,
        time: time,
        offset: at.offset,
        summer: at.summer,
        zoneName: at.name
    };
}

module.exports = Object.freeze({
    DAY: DAY,
    floorMod: floorMod,
    daysOf: daysOf,
    dateOf: dateOf,
    weekdayOf: weekdayOf,
    weekOf: weekOf,
    fieldsOf: fieldsOf,
    instantOf: function (local, zone) { return runtime.ask('zone_instant', [zone, local]); }
});
