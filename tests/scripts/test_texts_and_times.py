"""Texts, numbers, dates and calendars of scripts, as Java writes and counts them."""

from typing import Any

import pytest
from tests.scripts.realm import NOW, Realm, ScriptFailedError

HEAD = """
'use strict';
var StringUtils = require('dw/util/StringUtils'), Calendar = require('dw/util/Calendar');
var Money = require('dw/value/Money'), ArrayList = require('dw/util/ArrayList');
function at(text, zone) { var c = new Calendar(new Date(text)); c.setTimeZone(zone || 'GMT'); return c; }
function iso(calendar) { return calendar.getTime().toISOString().slice(0, 19); }
function after(object, work) { work(object); return object; }
var JULY = '2026-07-04T15:06:07.089Z';
"""


def value(realm: Realm, expression: str, locale: str = "en_US") -> Any:
    source = HEAD + "exports.hook = function () { return " + expression + "; };"
    answered = realm.answer(source, request={"site": "RefArch", "locale": locale})["value"]
    return None if answered is None else answered["other"]


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("StringUtils.format('{0} and {1}, {0}', 'a', 2)", "a and 2, a"),
        ("StringUtils.format(\"it''s '{0}' {1}\", 'x')", "it's {0} {1}"),
        ("StringUtils.format('{0}', 1234.5)", "1,234.5"),
        (
            "StringUtils.format('{0,number,#.00} {1,number,integer} {2,number,percent}', 1.5, 2000, 0.25)",
            "1.50 2,000 25%",
        ),
        ("StringUtils.format('{0,date,yyyy-MM-dd}', new Date(JULY))", "2026-07-04"),
        ("StringUtils.format('{0}-{1}', new ArrayList('a', 'b'))", "a-b"),
        ("StringUtils.format('{0}', null)", "null"),
        ("StringUtils.encodeBase64('äb')", "w6Ri"),
        ("StringUtils.encodeBase64('ä', 'ISO-8859-1')", "5A=="),
        ("StringUtils.decodeBase64('w6Ri')", "äb"),
        ("StringUtils.decodeBase64('5A==', 'ISO-8859-1')", "ä"),
        ("StringUtils.encodeBase64(null)", None),
        (
            "StringUtils.encodeString('<a href=\"x\">ä&\\'', StringUtils.ENCODE_TYPE_HTML)",
            "&lt;a href=&quot;x&quot;&gt;&auml;&amp;'",
        ),
        ("StringUtils.encodeString('<ä>\\'', StringUtils.ENCODE_TYPE_XML)", "&lt;ä&gt;&apos;"),
        ("StringUtils.decodeString('&lt;&auml;&#228;&#xe4;&apos;&nothing;', 0)", "<äää'&nothing;"),
        ("StringUtils.stringToHtml('a<b')", "a&lt;b"),
        ("StringUtils.stringToXml('a<b')", "a&lt;b"),
        ("StringUtils.trim('  a ') + StringUtils.ltrim(' b ') + StringUtils.rtrim(' c ')", "ab  c"),
        ("StringUtils.pad('ab', 4) + '|' + StringUtils.pad('ab', -4)", "ab  |  ab"),
        ("StringUtils.garble('4111111111111111', '*', 4)", "************1111"),
        ("StringUtils.garble('12', '*', 4)", "12"),
        ("StringUtils.truncate('a long text', 8, 'char', '...')", "a long t..."),
        ("StringUtils.truncate('a long text', 8, StringUtils.TRUNCATE_WORD, '...')", "a long..."),
        ("StringUtils.truncate('One. Two. Three.', 11, 'sentence', '')", "One. Two."),
        ("StringUtils.truncate('short', 8, 'char', '...')", "short"),
        ("StringUtils.formatInteger(1234567.9)", "1,234,567"),
        ("StringUtils.formatNumber(1234.567, '#,##0.00', 'de_DE')", "1.234,57"),
        ("StringUtils.formatNumber(2.675, '#.00')", "2.67"),
        ("StringUtils.formatNumber(0.125, '0.00')", "0.12"),
        ("StringUtils.formatNumber(-5, '#,##0.00;(#)', 'en_US')", "(5.00)"),
        ("StringUtils.formatNumber(0.256, '0.0%')", "25.6%"),
        ("StringUtils.formatNumber(5, \"0 'x'\")", "5 x"),
        ("StringUtils.formatNumber(0.5, '#.##')", "0.5"),
        ("StringUtils.formatMoney(new Money(1234.5, 'USD'))", "$1,234.50"),
        ("StringUtils.formatCalendar(at(JULY), \"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\")", "2026-07-04T15:06:07.089Z"),
        (
            "StringUtils.formatCalendar(at(JULY, 'America/New_York'), 'EEE d MMM yy h:mm a z Z XX')",
            "Sat 4 Jul 26 11:06 AM EDT -0400 -0400",
        ),
        ("StringUtils.formatCalendar(at(JULY))", "07/04/2026 3:06 PM"),
        ("StringUtils.formatCalendar(at(JULY), 'de_DE', Calendar.LONG_DATE_PATTERN)", "04.07.2026"),
        ("StringUtils.formatCalendar(at(JULY), 'en_US', Calendar.SHORT_DATE_PATTERN)", "7/4/26"),
        ("StringUtils.formatCalendar(at(JULY), 'en_GB', Calendar.TIME_PATTERN)", "15:06:07"),
        ("StringUtils.formatDate(new Date(JULY), 'MMMM', 'fr_FR')", "juillet"),
        ("StringUtils.formatCalendar(at(JULY), 'D w W F u k K EEEE G')", "185 27 1 1 6 15 3 Saturday AD"),
        ("new Calendar().getTime().getTime() - " + str(NOW) + " < 60000", True),
        (
            "[at(JULY).get(Calendar.YEAR), at(JULY).get(Calendar.MONTH), at(JULY).get(Calendar.DAY_OF_MONTH)]",
            [2026, 6, 4],
        ),
        ("[at(JULY, 'Asia/Tokyo').get(Calendar.DATE), at(JULY, 'Asia/Tokyo').get(Calendar.HOUR_OF_DAY)]", [5, 0]),
        ("[Calendar.AM_PM, Calendar.DST_OFFSET, Calendar.SUNDAY, Calendar.DECEMBER]", [9, 16, 1, 11]),
        ("iso(after(at('2024-01-31T10:00:00Z'), function (c) { c.add(Calendar.MONTH, 1); }))", "2024-02-29T10:00:00"),
        ("iso(after(at(JULY), function (c) { c.add(Calendar.DATE, -5); }))", "2026-06-29T15:06:07"),
        (
            "iso(after(at('2026-03-07T17:00:00Z', 'America/New_York'), function (c) { c.add(Calendar.DATE, 1); }))",
            "2026-03-08T16:00:00",
        ),
        (
            "iso(after(at('2026-03-07T17:00:00Z', 'America/New_York'), function (c) { c.add(Calendar.HOUR, 24); }))",
            "2026-03-08T17:00:00",
        ),
        (
            "iso(after(at('2026-01-31T00:00:00Z'), function (c) { c.set(Calendar.MONTH, 1); c.set(Calendar.DATE, "
            "1); }))",
            "2026-02-01T00:00:00",
        ),
        ("iso(after(at(JULY), function (c) { c.set(2020, 1, 29, 1, 2, 3); }))", "2020-02-29T01:02:03"),
        ("iso(after(at(JULY, 'Europe/Berlin'), function (c) { c.set(2026, 0, 1, 0, 0); }))", "2025-12-31T23:00:07"),
        ("iso(after(at(JULY), function (c) { c.set(Calendar.DAY_OF_WEEK, Calendar.MONDAY); }))", "2026-06-29T15:06:07"),
        (
            "iso(after(at(JULY), function (c) { c.set(Calendar.HOUR, 1); c.set(Calendar.AM_PM, 0); }))",
            "2026-07-04T01:06:07",
        ),
        (
            "iso(after(at('2026-12-31T00:00:00Z'), function (c) { c.roll(Calendar.DATE, true); }))",
            "2026-12-01T00:00:00",
        ),
        ("iso(after(at(JULY), function (c) { c.roll(Calendar.MONTH, -8); }))", "2026-11-04T15:06:07"),
        ("iso(after(at(JULY), function (c) { c.clear(); }))", "1970-01-01T00:00:00"),
        ("iso(after(at(JULY), function (c) { c.clear(Calendar.MINUTE); }))", "2026-07-04T15:00:07"),
        (
            "[at(JULY).getActualMaximum(Calendar.DATE), at('2024-02-01T00:00:00Z').getActualMaximum(Calendar.DATE)]",
            [31, 29],
        ),
        (
            "[at(JULY).getMaximum(Calendar.MONTH), at(JULY).getMinimum(Calendar.DATE), at(JULY).getActualMinimum(5)]",
            [11, 1, 1],
        ),
        ("[at(JULY).isLeapYear(2024), at(JULY).isLeapYear(2100), at(JULY).isSet(Calendar.YEAR)]", [True, False, True]),
        (
            "[at(JULY).before(at('2027-01-01')), at(JULY).after(at('2027-01-01')), at(JULY).compareTo(at(JULY))]",
            [True, False, 0],
        ),
        (
            "[at(JULY).equals(at(JULY)), at(JULY).equals(at(JULY, 'Asia/Tokyo')), at(JULY).hashCode() === "
            "at(JULY).hashCode()]",
            [True, False, True],
        ),
        (
            "[at(JULY).isSameDay(at(JULY, 'Asia/Tokyo')), at(JULY).isSameDayByTimestamp(at(JULY, 'Asia/Tokyo'))]",
            [False, True],
        ),
        ("[at(JULY).firstDayOfWeek, at(JULY, 'PST').timeZone, at(JULY).getTimeZone()]", [1, "PST", "GMT"]),
        (
            "iso(after(at(JULY), function (c) { c.parseByFormat('2026-02-03 04:05', 'yyyy-MM-dd HH:mm'); }))",
            "2026-02-03T04:05:00",
        ),
        (
            "iso(after(at(JULY, 'Europe/Berlin'), function (c) { c.parseByFormat('20260203', 'yyyyMMdd'); }))",
            "2026-02-02T23:00:00",
        ),
        (
            "iso(after(at(JULY), function (c) { c.parseByFormat('3 Feb 26 1:05 PM', 'd MMM yy h:mm a'); }))",
            "2026-02-03T13:05:00",
        ),
        (
            "iso(after(at(JULY), function (c) { c.parseByFormat('2026-02-03T04:05:06+02:00', "
            "\"yyyy-MM-dd'T'HH:mm:ssXX\"); }))",
            "2026-02-03T02:05:06",
        ),
        (
            "iso(after(at(JULY), function (c) { c.parseByLocale('03.02.2026', 'de_DE', "
            "Calendar.INPUT_DATE_PATTERN); }))",
            "2026-02-03T00:00:00",
        ),
        ("at(JULY)", "2026-07-04T15:06:07.089Z"),
    ],
)
def test_texts_and_times_are_what_java_makes_of_them(realm: Realm, expression: str, wanted: Any) -> None:
    assert value(realm, expression) == wanted


def test_weeks_begin_where_the_locale_has_it(realm: Realm) -> None:
    expression = "[at('2021-01-01T00:00:00Z').get(Calendar.WEEK_OF_YEAR), at(JULY).firstDayOfWeek]"
    assert value(realm, expression, "en_US") == [1, 1]
    assert value(realm, expression, "de_DE") == [53, 2]


def test_the_locale_of_the_request_may_be_changed_by_the_script(realm: Realm) -> None:
    expression = "(request.locale = 'de_DE') && StringUtils.formatMoney(new Money(1.5, 'EUR'))"
    assert value(realm, expression) == "1,50\u00a0€"


@pytest.mark.parametrize(
    ("expression", "error"),
    [
        ("at(JULY).parseByFormat('not a date', 'yyyy-MM-dd')", "ParseException"),
        ("at(JULY).get(17)", "IllegalArgumentException"),
        ("StringUtils.formatCalendar(at(JULY), 'yyyy-bb')", "IllegalArgumentException"),
        ("StringUtils.formatNumber(NaN, '0')", "IllegalArgumentException"),
        ("StringUtils.format('{x}', 1)", "IllegalArgumentException"),
        ("StringUtils.formatCalendar(at(JULY), 'en_US', 9)", "IllegalArgumentException"),
    ],
)
def test_what_cannot_be_read_or_written_says_so(realm: Realm, expression: str, error: str) -> None:
    with pytest.raises(ScriptFailedError) as failed:
        value(realm, expression)
    assert failed.value.described["type"] == error
