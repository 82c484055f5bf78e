"""The query language of scripts over objects in memory."""

from decimal import Decimal
from typing import Any

import pytest

from counterfoil.commerce.object_query import QueryError, compiled, ordered, sort_key

OBJECT: dict[str, Any] = {
    "custom.name": "Evening Slot",
    "custom.size": 12,
    "custom.price": Decimal("4.90"),
    "custom.on": True,
    "custom.tags": ["a", "b"],
    "custom.since": "2026-01-02T03:04:05.000Z",
    "custom.code": "007",
    "creationDate": "2026-06-15T10:00:00.000Z",
}


def holds(query: str, *arguments: Any) -> bool:
    return compiled(query, arguments)(OBJECT.get)


@pytest.mark.parametrize(
    ("query", "arguments"),
    [
        ("", ()),
        ("custom.size = 12", ()),
        ("custom.size={0}", (12,)),
        ("custom.size >= {0} AND custom.size < {1}", (12, 13)),
        ("custom.size != 11 and not custom.size = 11", ()),
        ("custom.size <> 1", ()),
        ("custom.price <= 4.9", ()),
        ("custom.name LIKE 'Even*'", ()),
        ("custom.name ILIKE '*SLOT'", ()),
        ("custom.name LIKE '%e%i%'", ()),
        ("NOT custom.name LIKE 'even*'", ()),
        ("custom.on = true", ()),
        ("custom.on = {0}", (True,)),
        ("custom.none = NULL", ()),
        ("custom.name != null", ()),
        ("custom.none = {0}", (None,)),
        ("custom.tags = 'b'", ()),
        ("custom.tags LIKE 'a*'", ()),
        ("(custom.size = 1 OR custom.size = 12) AND custom.code = '007'", ()),
        ("custom.code = {0}", ("007",)),
        ("custom.since < {0}", ("2026-01-02T03:04:06.000Z",)),
        ("custom.since = {0}", ("2026-01-02T04:04:05.000+01:00",)),
        ("creationDate > {0}", ("2026-06-15",)),
        ('custom.name = "Evening Slot"', ()),
    ],
)
def test_a_query_finds(query: str, arguments: tuple[Any, ...]) -> None:
    assert holds(query, *arguments)


@pytest.mark.parametrize(
    "query",
    [
        "custom.none != 1",  # what is unset differs from nothing
        "custom.none < 1",
        "custom.size = 13",
        "custom.name = 'evening slot'",
        "custom.name LIKE 'Evening'",
        "custom.code = 7",
        "custom.name != NULL AND custom.name = NULL",
    ],
)
def test_a_query_passes_over(query: str) -> None:
    assert not holds(query)


@pytest.mark.parametrize(
    "query",
    ["custom.size", "custom.size =", "= 1", "custom.size = {0}", "custom.size > NULL", "(custom.size = 1", "a = 1 b",
     "custom.size ~ 1", "a = 'x", "a == 1", "(" * 20 + "a = 1" + ")" * 20, "a = 1 and " * 900 + "a = 1"],
)  # fmt: skip
def test_what_is_no_query_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        holds(query)


def test_a_pattern_takes_a_time_that_grows_with_the_text_alone() -> None:
    find = {"a": "a" * 5000}.get
    assert not compiled("a LIKE {0}", ["*a" * 200 + "*b"])(find)


def test_sort_keys_are_names_with_a_way() -> None:
    assert ordered("custom.size desc, creationDate") == [("custom.size", True), ("creationDate", False)]
    assert ordered(None) == []
    assert sorted([3, None, "x", True, Decimal("2.5")], key=sort_key) == [None, True, Decimal("2.5"), 3, "x"]
    with pytest.raises(QueryError):
        ordered("a up")
