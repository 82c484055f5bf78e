"""The query language of scripts over objects in memory: ``custom.status = {0} AND creationDate < {1}``.

The platform's own: comparisons, ``LIKE`` and ``ILIKE`` with stars, ``NULL``, ``AND``, ``OR``, ``NOT``, brackets;
``{n}`` stands for an argument. What is compared with a value is known not to be unset, as in SQL.
"""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Generic, Protocol, TypeVar

Find = Callable[[str], Any]
"""Gives the plain value of an attribute of an object by its name; None where it is unset."""
Test = Callable[[Find], bool]
Made = TypeVar("Made")

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.)*\")|(?P<argument>\{\s*[0-9]{1,3}\s*\})"
    r"|(?P<number>[-+]?[0-9]+(?:\.[0-9]+)?)|(?P<word>[A-Za-z_][A-Za-z0-9_.]*)|(?P<sign><=|>=|!=|<>|=|<|>|\(|\)))"
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?)?")
_WORDS = {"null": None, "true": True, "false": False}
_LONGEST = 4000
_DEEPEST = 16
_MOST_TESTS = 200


class QueryError(Exception):
    """What a script asks is no query; the message says where."""


class Maker(Protocol[Made]):
    """Makes something of the parts of a query: a test of objects in memory, or what a store is asked."""

    def either(self, parts: list[Made]) -> Made: ...

    def both(self, parts: list[Made]) -> Made: ...

    def turned(self, part: Made) -> Made: ...

    def like(self, name: str, pattern: str, *, fold: bool) -> Made: ...

    def compared(self, name: str, operator: str, value: Any) -> Made: ...


def compiled(text: str, arguments: Sequence[Any]) -> Test:
    """Return the test of a query; an empty one holds for every object. QueryError."""
    if not text.strip():
        return lambda _find: True
    return made(text, arguments, _Tests())


def made(text: str, arguments: Sequence[Any], maker: Maker[Made]) -> Made:
    """Return what is made of a query that is not empty; QueryError."""
    return _Query(text, arguments, maker).whole()


class _Tests:
    """Makes tests of objects in memory."""

    def either(self, parts: list[Test]) -> Test:
        return lambda find: any(part(find) for part in parts)

    def both(self, parts: list[Test]) -> Test:
        return lambda find: all(part(find) for part in parts)

    def turned(self, part: Test) -> Test:
        return lambda find: not part(find)

    def like(self, name: str, pattern: str, *, fold: bool) -> Test:
        return _like(name, pattern, fold=fold)

    def compared(self, name: str, operator: str, value: Any) -> Test:
        return _compared(name, operator, value)


def ordered(text: str | None) -> list[tuple[str, bool]]:
    """Return the attributes that ``creationDate desc, custom.x`` sorts by, and whether backwards; QueryError."""
    keys = []
    for part in (text or "").split(","):
        words = part.split()
        if not words:
            continue
        way = words[1].lower() if len(words) == 2 else "asc"
        if len(words) > 2 or way not in ("asc", "desc") or not re.fullmatch(r"[A-Za-z_][\w.]*", words[0]):
            raise QueryError(f"cannot sort by '{part.strip()}'")
        keys.append((words[0], way == "desc"))
    return keys


def sort_key(value: Any) -> tuple[int, Any]:
    """Return what orders values of all kinds; those that are unset come first."""
    plain = comparable(value)
    if plain is None:
        return (0, 0)
    return (2, str(plain)) if isinstance(plain, str) else (1, plain)


def comparable(value: Any) -> Any:
    """Return a value as it is compared: an instant is a number, and so is a truth value."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and _DATE.fullmatch(value):
        moment = datetime.fromisoformat(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    return value


class _Query(Generic[Made]):
    """One query text, read from left to right."""

    def __init__(self, text: str, arguments: Sequence[Any], maker: Maker[Made]) -> None:
        self._make = maker
        self._arguments = arguments
        self._tokens: list[tuple[str, str]] = []
        self._place = self._tests = end = 0
        text = text.strip()
        while end < len(text):
            found = _TOKEN.match(text, end)
            if found is None or len(text) > _LONGEST:
                raise QueryError(f"the query is not understood at '{text[end : end + 20]}'")
            end = found.end()
            self._tokens.append((found.lastgroup or "", found[0].strip()))

    def whole(self) -> Made:
        test = self._either(1)
        if self._place < len(self._tokens):
            raise QueryError(f"the query is not understood at '{self._tokens[self._place][1]}'")
        return test

    def _either(self, depth: int) -> Made:
        if depth > _DEEPEST:
            raise QueryError(f"a query is nested {_DEEPEST} levels deep at most")
        parts = [self._both(depth)]
        while self._take("word", "or"):
            parts.append(self._both(depth))
        return parts[0] if len(parts) == 1 else self._make.either(parts)

    def _both(self, depth: int) -> Made:
        parts = [self._one(depth)]
        while self._take("word", "and"):
            parts.append(self._one(depth))
        return parts[0] if len(parts) == 1 else self._make.both(parts)

    def _one(self, depth: int) -> Made:
        if self._take("word", "not"):
            return self._make.turned(self._one(depth))
        if self._take("sign", "("):
            inner = self._either(depth + 1)
            if not self._take("sign", ")"):
                raise QueryError("a bracket of the query is not closed")
            return inner
        return self._comparison()

    def _comparison(self) -> Made:
        self._tests += 1
        if self._tests > _MOST_TESTS:
            raise QueryError(f"a query has {_MOST_TESTS} comparisons at most")
        kind, name = self._next()
        if kind != "word":
            raise QueryError(f"an attribute is wanted in place of '{name}'")
        _, operator = self._next()
        operator = operator.lower()
        value = self._operand()
        if operator in ("like", "ilike"):
            return self._make.like(name, str(value if value is not None else ""), fold=operator == "ilike")
        if operator not in _COMPARE:
            raise QueryError(f"a comparison is wanted in place of '{operator}'")
        return self._make.compared(name, operator, value)

    def _operand(self) -> Any:
        kind, text = self._next()
        if kind == "text":
            return re.sub(r"\\(.)|''", lambda match: match[1] or "'", text[1:-1])
        if kind == "number":
            return Decimal(text) if "." in text else int(text)
        if kind == "word" and text.lower() in _WORDS:
            return _WORDS[text.lower()]
        at = int(text.strip("{} ")) if kind == "argument" else -1
        if not 0 <= at < len(self._arguments):
            raise QueryError(f"a value is wanted in place of '{text}'")
        return self._arguments[at]

    def _next(self) -> tuple[str, str]:
        if self._place >= len(self._tokens):
            raise QueryError("the query ends too early")
        self._place += 1
        return self._tokens[self._place - 1]

    def _take(self, kind: str, text: str) -> bool:
        if self._place == len(self._tokens):
            return False
        found, here = self._tokens[self._place]
        taken = found == kind and here.lower() == text
        self._place += taken
        return taken


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda one, other: bool(one == other),
    "!=": lambda one, other: bool(one != other),
    "<>": lambda one, other: bool(one != other),
    "<": lambda one, other: bool(one < other),
    "<=": lambda one, other: bool(one <= other),
    ">": lambda one, other: bool(one > other),
    ">=": lambda one, other: bool(one >= other),
}


def _compared(name: str, operator: str, value: Any) -> Test:
    if value is None:
        if operator not in ("=", "!=", "<>"):
            raise QueryError(f"NULL is compared by = and != only, not by {operator}")
        wanted = operator == "="
        return lambda find: (find(name) in (None, [])) == wanted
    compare, other = _COMPARE[operator], comparable(value)

    def holds(one: Any) -> bool:
        plain = comparable(one)
        if isinstance(plain, str) != isinstance(other, str):
            return compare(str(one), str(value))
        return compare(plain, other)

    def test(find: Find) -> bool:
        found = find(name)
        if found is None:
            return False
        return any(holds(one) for one in found) if isinstance(found, list) else holds(found)

    return test


def _like(name: str, pattern: str, *, fold: bool) -> Test:
    form = _pattern(pattern, fold)

    def test(find: Find) -> bool:
        found = find(name)
        values = found if isinstance(found, list) else [found]
        return any(one is not None and form(str(one).casefold() if fold else str(one)) for one in values)

    return test


@lru_cache(maxsize=256)
def _pattern(pattern: str, fold: bool) -> Callable[[str], bool]:
    """Return the test of a pattern with stars, in a time that grows with the text alone."""
    parts = re.split(r"[*%]+", pattern.casefold() if fold else pattern)

    def fits(text: str) -> bool:
        if len(parts) == 1:
            return text == parts[0]
        if not text.startswith(parts[0]) or not text.endswith(parts[-1]):
            return False
        at, end = len(parts[0]), len(text) - len(parts[-1])
        for part in parts[1:-1]:
            found = text.find(part, at, end)
            if found < 0:
                return False
            at = found + len(part)
        return at <= end

    return fits
