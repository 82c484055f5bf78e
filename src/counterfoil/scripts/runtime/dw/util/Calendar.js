/*
 * A calendar as java.util.Calendar is one: what is set counts when something is asked, and of what contradicts itself the
 * latest. Fields are those of the Gregorian calendar in the calendar's own time zone.
 */
'use strict';

const wall = runtime.classOf('dw.internal.wall');

const FIELDS = {
    ERA: 0, YEAR: 1, MONTH: 2, WEEK_OF_YEAR: 3, WEEK_OF_MONTH: 4, DATE: 5, DAY_OF_MONTH: 5, DAY_OF_YEAR: 6, DAY_OF_WEEK: 7,
    DAY_OF_WEEK_IN_MONTH: 8, AM_PM: 9, HOUR: 10, HOUR_OF_DAY: 11, MINUTE: 12, SECOND: 13, MILLISECOND: 14, ZONE_OFFSET: 15,
    DST_OFFSET: 16
};
const NAMES = {
    JANUARY: 0, FEBRUARY: 1, MARCH: 2, APRIL: 3, MAY: 4, JUNE: 5, JULY: 6, AUGUST: 7, SEPTEMBER: 8, OCTOBER: 9, NOVEMBER: 10,
    DECEMBER: 11, SUNDAY: 1, MONDAY: 2, TUESDAY: 3, WEDNESDAY: 4, THURSDAY: 5, FRIDAY: 6, SATURDAY: 7
};
const PATTERNS = {
    SHORT_DATE_PATTERN: 0, LONG_DATE_PATTERN: 1, TIME_PATTERN: 2, INPUT_DATE_PATTERN: 3, INPUT_TIME_PATTERN: 4,
    INPUT_DATE_TIME_PATTERN: 5
};
const LARGEST = [1, 292278994, 11, 53, 6, 31, 366, 7, 6, 1, 11, 23, 59, 59, 999, 50400000, 7200000];
const LEAST = [0, 1, 0, 1, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, -46800000, 0];
const MILLIS = { 3: 604800000, 4: 604800000, 5: 86400000, 6: 86400000, 7: 86400000, 8: 604800000, 9: 43200000 };
const EXACT = { 10: 3600000, 11: 3600000, 12: 60000, 13: 1000, 14: 1 };
const DATES = [2, 3, 4, 5, 6, 7, 8];

function checked(field) {
    if (!(Number.isInteger(Number(field)) && field >= 0 && field <= 16)) {
        throw runtime.error('IllegalArgumentException', field + ' is no field of a calendar');
    }
    return Number(field);
}

function valueOf(one, field) {
    switch (field) {
    case 0: return one.era;
    case 1: return one.year > 0 ? one.year : 1 - one.year;
    case 2: return one.month;
    case 3: return one.weekOfYear;
    case 4: return one.weekOfMonth;
    case 5: return one.day;
    case 6: return one.dayOfYear;
    case 7: return one.weekday;
    case 8: return Math.floor((one.day - 1) / 7) + 1;
    case 9: return one.hour < 12 ? 0 : 1;
    case 10: return one.hour % 12;
    case 11: return one.hour;
    case 12: return one.minute;
    case 13: return one.second;
    case 14: return one.millisecond;
    case 15: return one.offset - one.summer;
    default: return one.summer;
    }
}

function fields(self) {
    settle(self);
    const state = self.calendar_;
    state.fields = state.fields || wall.fieldsOf(state.time, state.zone, state.first, state.minimal);
    return state.fields;
}

function move(self, time) {
    self.calendar_.time = time;
    self.calendar_.fields = null;
    self.calendar_.pending = [];
}

/* Work out the instant of what was set. */
function settle(self) {
    const state = self.calendar_;
    if (state.pending.length === 0) {
        return;
    }
    const pending = state.pending;
    state.pending = [];
    const now = state.fields || wall.fieldsOf(state.time, state.zone, state.first, state.minimal);
    const set = new Map(pending);
    const time = timeOf(now, set, pending);
    const offset = set.has(15) || set.has(16)
        ? (set.has(15) ? set.get(15) : now.offset - now.summer) + (set.has(16) ? set.get(16) : now.summer)
        : null;
    const local = daysOf(state, now, set, pending) * wall.DAY + time;
    move(self, offset === null ? wall.instantOf(local, state.zone) : local - offset);
}

function latest(pending, names) {
    for (let at = pending.length - 1; at >= 0; at -= 1) {
        if (names.includes(pending[at][0])) {
            return pending[at][0];
        }
    }
    return null;
}

function timeOf(now, set, pending) {
    const get = function (field) { return set.has(field) ? set.get(field) : valueOf(now, field); };
    const half = [9, 10].includes(latest(pending, [9, 10, 11]));
    const hour = half ? get(10) + 12 * get(9) : get(11);
    return ((hour * 60 + get(12)) * 60 + get(13)) * 1000 + get(14);
}

/* The day: by the latest of the fields that say how it is counted. */
function daysOf(state, now, set, pending) {
    const get = function (field) { return set.has(field) ? set.get(field) : valueOf(now, field); };
    const era = set.has(0) ? set.get(0) : now.era;
    const year = set.has(1) || set.has(0) ? (era === 0 ? 1 - get(1) : get(1)) : now.year;
    let how = latest(pending, DATES);
    if (how === 7) {
        how = latest(pending, [3, 4, 8]) || 4;
    } else if (how === 2) {
        how = latest(pending, [4, 5, 8]) || 5;
    }
    const month = wall.daysOf(year, get(2), 1);
    const inWeek = wall.floorMod(get(7) - state.first, 7);
    switch (how) {
    case 3: return firstWeek(wall.daysOf(set.has(1) ? year : now.weekYear, 0, 1), state) + (get(3) - 1) * 7 + inWeek;
    case 4: return firstWeek(month, state) + (get(4) - 1) * 7 + inWeek;
    case 6: return wall.daysOf(year, 0, 1) + get(6) - 1;
    case 8: return nthWeekday(year, get(2), get(7), get(8));
    default: return month + get(5) - 1;
    }
}

function firstWeek(start, state) {
    const begin = start - wall.floorMod(wall.weekdayOf(start) - state.first, 7);
    return start - begin <= 7 - state.minimal ? begin : begin + 7;
}

function nthWeekday(year, month, weekday, count) {
    if (count >= 0) {
        const start = wall.daysOf(year, month, 1);
        return start + wall.floorMod(weekday - wall.weekdayOf(start), 7) + (count - 1) * 7;
    }
    const end = wall.daysOf(year, month + 1, 1) - 1;
    return end - wall.floorMod(wall.weekdayOf(end) - weekday, 7) + (count + 1) * 7;
}

function lengthOfMonth(one) {
    return wall.daysOf(one.year, one.month + 1, 1) - wall.daysOf(one.year, one.month, 1);
}

function leap(year) {
    return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/* Put a date in the place of the day, as late in its month as the day was, and keep the time of the wall. */
function pinned(self, year, month) {
    const one = fields(self);
    const start = wall.daysOf(year, month, 1);
    const day = Math.min(one.day, wall.daysOf(year, month + 1, 1) - start);
    move(self, wall.instantOf((start + day - 1) * wall.DAY + one.time, self.calendar_.zone));
}

function add(self, field, count) {
    const one = fields(self);
    if (field === 0) {
        return;
    }
    if (field === 1 || field === 2) {
        pinned(self, one.year + (field === 1 ? count : 0), one.month + (field === 2 ? count : 0));
    } else if (EXACT[field] !== undefined) {
        move(self, self.calendar_.time + count * EXACT[field]);
    } else if (MILLIS[field] !== undefined) {
        move(self, wall.instantOf(one.local + count * MILLIS[field], self.calendar_.zone));
    } else {
        throw runtime.error('IllegalArgumentException', 'the field ' + field + ' cannot be added to');
    }
}

/* The least and the largest value that a field has now. */
function range(self, field) {
    const one = fields(self);
    const state = self.calendar_;
    const week = function (days, start) { return wall.weekOf(days, start, state.first, state.minimal); };
    switch (field) {
    case 5: return [1, lengthOfMonth(one)];
    case 6: return [1, leap(one.year) ? 366 : 365];
    case 8: return [1, Math.floor((lengthOfMonth(one) - 1 - (one.day - 1) % 7) / 7) + 1];
    case 4: {
        const start = wall.daysOf(one.year, one.month, 1);
        return [week(start, start), week(start + lengthOfMonth(one) - 1, start)];
    }
    case 3: {
        const start = wall.daysOf(one.year, 0, 1);
        const next = firstWeek(wall.daysOf(one.year + 1, 0, 1), state);
        return [1, (next - firstWeek(start, state)) / 7];
    }
    default: return [LEAST[field], LARGEST[field]];
    }
}

function roll(self, field, count) {
    const one = fields(self);
    const bounds = range(self, field);
    const size = bounds[1] - bounds[0] + 1;
    const value = valueOf(one, field);
    const next = bounds[0] + wall.floorMod(value - bounds[0] + count, size);
    const difference = next - value;
    if (field === 1) {
        pinned(self, one.year + count, one.month);
    } else if (field === 2) {
        pinned(self, one.year, next);
    } else if (field === 7) {
        const from = wall.floorMod(one.weekday - self.calendar_.first, 7);
        const days = wall.floorMod(from + count, 7) - from;
        move(self, wall.instantOf(one.local + days * wall.DAY, self.calendar_.zone));
    } else if (EXACT[field] !== undefined) {
        move(self, wall.instantOf(one.local + difference * EXACT[field], self.calendar_.zone));
    } else if (MILLIS[field] !== undefined) {
        move(self, wall.instantOf(one.local + difference * MILLIS[field], self.calendar_.zone));
    }
}

function time(other) {
    return other instanceof Calendar ? other.time.getTime() : other instanceof Date ? other.getTime() : NaN;
}

const Calendar = runtime.define('dw.util.Calendar', {
    constants: Object.assign({}, FIELDS, NAMES, PATTERNS),
    construct: function (date) {
        const locale = runtime.classOf('dw.internal.formats').locale();
        Object.defineProperty(this, 'calendar_', {
            value: {
                time: (date === undefined || date === null ? new Date() : date).getTime(), zone: 'GMT', first: locale.first_day,
                minimal: locale.minimal_days, fields: null, pending: [], cleared: new Set()
            }
        });
    },
    properties: {
        time: {
            get: function (self) {
                settle(self);
                return new Date(self.calendar_.time);
            },
            set: function (self, date) { move(self, date.getTime()); }
        },
        timeZone: {
            get: function (self) { return self.calendar_.zone; },
            set: function (self, zone) {
                settle(self);
                self.calendar_.zone = String(zone);
                self.calendar_.fields = null;
            }
        },
        firstDayOfWeek: {
            get: function (self) { return self.calendar_.first; },
            set: function (self, day) {
                settle(self);
                self.calendar_.first = Number(day);
                self.calendar_.fields = null;
            }
        }
    },
    methods: {
        get: function (field) { return valueOf(fields(this), checked(field)); },
        /* A field and its value; or year, month and day, then hour, minute and second. */
        set: function () {
            const given = Array.prototype.map.call(arguments, Number);
            const pairs = given.length === 2
                ? [[checked(given[0]), given[1]]]
                : given.map(function (value, at) { return [[1, 2, 5, 11, 12, 13][at], value]; });
            const state = this.calendar_;
            pairs.forEach(function (pair) {
                state.pending = state.pending.filter(function (one) { return one[0] !== pair[0]; });
                state.pending.push(pair);
                state.cleared.delete(pair[0]);
            });
        },
        add: function (field, count) { add(this, checked(field), Math.trunc(Number(count))); },
        roll: function (field, count) {
            roll(this, checked(field), typeof count === 'boolean' ? (count ? 1 : -1) : Math.trunc(Number(count)));
        },
        /* Without a field everything is as at the beginning of 1970; hours depend on each other and stay. */
        clear: function (field) {
            const state = this.calendar_;
            if (field === undefined) {
                move(this, wall.instantOf(0, state.zone));
                Object.values(FIELDS).forEach(function (one) { state.cleared.add(one); });
                return;
            }
            const start = { 1: 1970, 2: 0, 5: 1, 6: 1, 12: 0, 13: 0, 14: 0 }[checked(field)];
            if (start !== undefined) {
                this.set(field, start);
                settle(this);
            }
            state.cleared.add(Number(field));
        },
        isSet: function (field) { return !this.calendar_.cleared.has(checked(field)); },
        getActualMaximum: function (field) { return range(this, checked(field))[1]; },
        getActualMinimum: function (field) { return range(this, checked(field))[0]; },
        getMaximum: function (field) { return LARGEST[checked(field)]; },
        getMinimum: function (field) { return LEAST[checked(field)]; },
        after: function (other) { return this.time.getTime() > time(other); },
        before: function (other) { return this.time.getTime() < time(other); },
        compareTo: function (other) { return Math.sign(this.time.getTime() - time(other)); },
        equals: function (other) {
            return other instanceof Calendar && other.time.getTime() === this.time.getTime()
                && other.timeZone === this.timeZone;
        },
        hashCode: function () { return this.time.getTime() | 0; },
        isLeapYear: function (year) { return leap(Number(year)); },
        isSameDay: function (other) { return fields(this).days === fields(other).days; },
        isSameDayByTimestamp: function (other) {
            return Math.floor(this.time.getTime() / wall.DAY) === Math.floor(other.time.getTime() / wall.DAY);
        },
        parseByFormat: function (text, format) {
            const pattern = format === undefined ? runtime.classOf('dw.internal.dates').patternOf(undefined, 5) : format;
            move(this, runtime.classOf('dw.internal.date_parsing').parse(text, pattern, this.calendar_.zone));
        },
        parseByLocale: function (text, locale, pattern) {
            const found = runtime.classOf('dw.internal.dates').patternOf(locale, pattern);
            move(this, runtime.classOf('dw.internal.date_parsing').parse(text, found, this.calendar_.zone, locale));
        },
        toString: function () {
            return runtime.classOf('dw.internal.dates').written(this.time, this.timeZone, 'EEE MMM dd HH:mm:ss z yyyy', 'en');
        },
        valueOf: function () { return this.time.getTime(); },
        plain: function () { return this.time.toISOString(); }
    }
});

module.exports = Calendar;
