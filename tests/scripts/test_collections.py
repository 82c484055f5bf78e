"""Collections and maps of dw.util: members, orders, equality, and what scripts do with them."""

from typing import Any

import pytest
from tests.scripts.realm import Realm, ScriptFailedError

HEAD = """
'use strict';
var ArrayList = require('dw/util/ArrayList'), List = require('dw/util/List'), HashSet = require('dw/util/HashSet');
var LinkedHashSet = require('dw/util/LinkedHashSet'), SortedSet = require('dw/util/SortedSet');
var Set_ = require('dw/util/Set');
var HashMap = require('dw/util/HashMap'), LinkedHashMap = require('dw/util/LinkedHashMap');
var Map_ = require('dw/util/Map');
var SortedMap = require('dw/util/SortedMap'), PropertyComparator = require('dw/util/PropertyComparator');
var Collection = require('dw/util/Collection'), Money = require('dw/value/Money'), Assert = require('dw/util/Assert');
function list() { return new ArrayList(3, 1, 2); }
function map() { var made = new HashMap(); made.put('a', 1); made.put('b', 2); return made; }
function sorted() { var made = new SortedMap(); ['c', 'a', 'b'].forEach(function (k, i) { made.put(k, i); });
    return made; }
function after(object, work) { work(object); return object; }
"""


def value(realm: Realm, expression: str) -> Any:
    answered = realm.answer(HEAD + "exports.hook = function () { return " + expression + "; };")["value"]
    return None if answered is None else answered["other"]


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("new ArrayList().length", 0),
        ("Object.hasOwnProperty.call(list(), 'iterator')", True),
        (
            "['length', 'nothing', 'toLocaleString'].map(function (n) { return list().hasOwnProperty(n); })",
            [True, False, False],
        ),
        ("[{ a: 1 }.hasOwnProperty('a'), ({}).hasOwnProperty('toString'), [1].hasOwnProperty(0)]", [True, False, True]),
        ("new ArrayList(null).size()", 0),
        ("new ArrayList([1, 2]).toArray()", [1, 2]),
        ("new ArrayList(list()).join('-')", "3-1-2"),
        ("new ArrayList(list().iterator()).size()", 3),
        ("new ArrayList({ a: 1 }).size()", 1),
        ("list().clone().toArray()", [3, 1, 2]),
        (
            "[list().isEmpty(), list().empty, list().getLength(), list().length, list()[1], list().get(0)]",
            [False, False, 3, 3, 1, 3],
        ),
        (
            "after(list(), function (l) { l.add(4, 5); l.add1(6); l.addAll([7]); l.addAt(0, 0); }).toArray()",
            [0, 3, 1, 2, 4, 5, 6, 7],
        ),
        ("after(list(), function (l) { l.remove(1); l.removeAt(0); }).toArray()", [2]),
        ("after(list(), function (l) { l.removeAll([1, 2]); }).toArray()", [3]),
        ("after(list(), function (l) { l.retainAll([1, 2]); }).toArray()", [1, 2]),
        (
            "[list().contains(2), list().contains(9), list().containsAll([1, 2]), list().indexOf(2), "
            "list().lastIndexOf(9)]",
            [True, False, True, 2, -1],
        ),
        ("new ArrayList(new Money(1, 'USD')).contains(new Money(1.0, 'USD'))", True),
        ("after(list(), function (l) { l.push(9); l.unshift(8); l.pop(); l.shift(); }).toArray()", [3, 1, 2]),
        ("new ArrayList().pop()", None),
        ("after(list(), function (l) { l.sort(); }).toArray()", [1, 2, 3]),
        ("after(list(), function (l) { l.sort(function (a, b) { return b - a; }); }).toArray()", [3, 2, 1]),
        ("after(list(), function (l) { l.reverse(); }).toArray()", [2, 1, 3]),
        ("after(list(), function (l) { l.rotate(1); }).toArray()", [2, 3, 1]),
        ("after(list(), function (l) { l.rotate(-1); }).toArray()", [1, 2, 3]),
        ("after(list(), function (l) { l.swap(0, 2); }).toArray()", [2, 1, 3]),
        ("after(list(), function (l) { l.set(0, 7); l.replaceAll(1, 8); }).toArray()", [7, 8, 2]),
        ("after(list(), function (l) { l.fill(0); }).toArray()", [0, 0, 0]),
        ("after(list(), function (l) { l.shuffle(); }).length", 3),
        ("list().slice(1).toArray().concat(list().subList(0, 2).toArray())", [1, 2, 3, 1]),
        ("list().concat([4], 5, list()).toArray()", [3, 1, 2, 4, 5, 3, 1, 2]),
        ("list().toArray(1, 1)", [1]),
        ("list().join(null)", "3,1,2"),
        ("String(list())", "[3, 1, 2]"),
        ("[list() instanceof List, list() instanceof Collection]", [True, True]),
        (
            "[List.EMPTY_LIST.length, ArrayList.EMPTY_LIST.size(), Set_.EMPTY_SET.size(), Map_.EMPTY_MAP.size()]",
            [0, 0, 0, 0],
        ),
        (
            "(function (i) { return [i.next(), i.asList().toArray(), i.hasNext()]; })(list().iterator())",
            [3, [1, 2], False],
        ),
        ("(function () { var all = []; for (var i in list()) { all.push(i); } return all; })()", ["0", "1", "2"]),
        ("new HashSet([1, 1, 2]).toArray()", [1, 2]),
        ("new LinkedHashSet(list()).clone().toArray()", [3, 1, 2]),
        ("after(new HashSet(), function (s) { s.add('a'); s.add('a'); }).size()", 1),
        ("new SortedSet(list()).toArray()", [1, 2, 3]),
        (
            "(function (s) { return [s.first(), s.last(), s.headSet(2).toArray(), s.tailSet(2).toArray(), "
            "s.subSet(1, 3).size(),"
            " s.clone().size()]; })(new SortedSet(list()))",
            [1, 3, [1], [2, 3], 2, 3],
        ),
        ("after(new SortedSet(function (a, b) { return b - a; }), function (s) { s.add(1, 2, 1); }).toArray()", [2, 1]),
        ("new SortedSet([new Money(2, 'USD'), new Money(1, 'USD')]).first().value", 1),
        ("[map().get('a'), map().a, map()['b'], map().get('x'), map().x]", [1, 1, 2, None, None]),
        (
            "[map().containsKey('a'), map().containsValue(2), 'a' in map(), 'x' in map(), map().size(), map().length]",
            [True, True, True, False, 2, 2],
        ),
        ("after(map(), function (m) { m.c = 3; delete m.a; m.remove('b'); }).keySet().toArray()", ["c"]),
        ("map().put('a', 5)", 1),
        ("map().keySet().toArray().concat(map().values().toArray())", ["a", "b", 1, 2]),
        ("map().entrySet().toArray().map(function (e) { return e.key + e.getValue(); })", ["a1", "b2"]),
        ("after(map(), function (m) { m.put('size', 'L'); }).size()", 3),
        ("after(new HashMap(), function (m) { m.putAll({ a: 1 }); m.putAll(map()); }).keySet().length", 2),
        ("[map().clone().b, map().empty, new HashMap().isEmpty()]", [2, False, True]),
        ("after(new HashMap(), function (m) { m.put(new Money(1, 'USD'), 'one'); }).get(new Money(1.0, 'USD'))", "one"),
        ("after(new HashMap(), function (m) { m.put(1, 'n'); m.put('1', 's'); }).get(1)", "n"),
        ("String(map())", "{a=1, b=2}"),
        ("map()", {"a": 1, "b": 2}),
        ("(function () { var all = []; for (var k in map()) { all.push(k); } return all; })()", ["a", "b"]),
        ("after(new LinkedHashMap(), function (m) { m.z = 1; m.a = 2; }).keySet().toArray()", ["z", "a"]),
        ("[sorted().keySet().toArray(), sorted().values().toArray()]", [["a", "b", "c"], [1, 2, 0]]),
        (
            "[sorted().firstKey(), sorted().lastKey(), sorted().headMap('b').size(), sorted().tailMap('b').size(),"
            " sorted().subMap('a', 'c').size(), sorted().clone().get('c')]",
            ["a", "c", 1, 2, 2, 0],
        ),
        ("after(sorted(), function (m) { m.put('b', 9); }).get('b')", 9),
        (
            "[{ n: 2, s: 'a' }, { n: 1, s: 'b' }, { n: 2, s: 'b' }, { s: 'z' }].sort(function (a, b) { return "
            "new PropertyComparator('-n', '+s').compare(a, b); }).map(function (o) { return (o.n || '') + o.s; })",
            ["2a", "2b", "1b", "z"],
        ),
        (
            "after(new ArrayList({ n: 2 }, {}, { n: 1 }), function (l) { l.sort(new PropertyComparator('n', "
            "true, false)); })"
            ".toArray().map(function (o) { return o.n || 0; })",
            [0, 1, 2],
        ),
        (
            "after(new ArrayList({ c: { n: 2 } }, { c: { n: 1 } }), function (l) { l.sort(new "
            "PropertyComparator('c.n')); })"
            "[0].c.n",
            1,
        ),
        (
            "new (require('dw/util/Geolocation'))('DE', 'Germany', 'BE', 'Berlin', '', 'Berlin', '10115', 52.5, "
            "13.4).city",
            "Berlin",
        ),
        ("new (require('dw/util/MappingKey'))('a', 'b').getKeyComponents()", ["a", "b"]),
        (
            "Assert.isTrue(true) || Assert.areEqual(new Money(1, 'USD'), new Money(1, 'USD')) || "
            "Assert.isEmpty('') || 'fine'",
            "fine",
        ),
        ("require('dw/util/DateUtils').nowInUTC() instanceof Date", True),
    ],
)
def test_collections_do_what_the_platform_says(realm: Realm, expression: str, wanted: Any) -> None:
    assert value(realm, expression) == wanted


@pytest.mark.parametrize(
    ("expression", "error"),
    [
        ("list().get(3)", "IndexOutOfBoundsException"),
        ("list().removeAt(-1)", "IndexOutOfBoundsException"),
        ("new ArrayList().iterator().next()", "NoSuchElementException"),
        ("new SortedMap().firstKey()", "NoSuchElementException"),
        ("new SortedSet().last()", "NoSuchElementException"),
        ("List.EMPTY_LIST.push(1)", "TypeError"),
        ("Assert.isTrue(false, 'not so')", "AssertionError"),
        ("new (require('dw/util/Template'))('mail/order').render()", "NotHereError"),
    ],
)
def test_what_is_not_there_says_so(realm: Realm, expression: str, error: str) -> None:
    with pytest.raises(ScriptFailedError) as failed:
        value(realm, expression)
    assert failed.value.described["type"] == error
