"""What a search asks, in a form both the rules and the store understand: a tree of tests on fields.

Numbers and instants are whole thousandths and milliseconds. A test on a field without value is false, so that only
``Not`` finds it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Union

from counterfoil.documents.search_fields import SearchField

Scalar = str | int


class Always(NamedTuple):
    """Every order, or none."""

    holds: bool


class Not(NamedTuple):
    part: "Expression"


class All(NamedTuple):
    parts: tuple["Expression", ...]


class Some(NamedTuple):
    parts: tuple["Expression", ...]


class OneOf(NamedTuple):
    """The value is one of these."""

    values: tuple[Scalar, ...]


class Between(NamedTuple):
    """The value lies between two bounds; None is open, and numbers always include theirs."""

    low: Scalar | None
    high: Scalar | None
    low_included: bool = True
    high_included: bool = True


class Present(NamedTuple):
    """There is a value."""


class Word(NamedTuple):
    """The value has this word, or one that begins so."""

    text: str
    prefix: bool


Test = OneOf | Between | Present | Word


class Leaf(NamedTuple):
    """A test on one field."""

    field: SearchField
    test: Test


class Element(NamedTuple):
    """One element of a collection fulfils all of this."""

    path: str
    part: "Expression"


class Groups(NamedTuple):
    """Orders of some groups, a byte for each: how the index says what it knows of fields with few values."""

    chosen: bytes


Expression = Union[Always, Not, All, Some, Leaf, Element, Groups]  # noqa: UP007  (the names above are not defined yet)
NOTHING, EVERYTHING = Always(False), Always(True)


class SortKey(NamedTuple):
    """A field to sort by."""

    field: SearchField
    descending: bool


def all_of(parts: Sequence[Expression]) -> Expression:
    """Join by and."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, All) else (part,))]
    if NOTHING in flat:
        return NOTHING
    flat = [part for part in dict.fromkeys(flat) if part != EVERYTHING]
    return EVERYTHING if not flat else flat[0] if len(flat) == 1 else All(tuple(flat))


def some_of(parts: Sequence[Expression]) -> Expression:
    """Join by or."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, Some) else (part,))]
    if EVERYTHING in flat:
        return EVERYTHING
    flat = [part for part in dict.fromkeys(flat) if part != NOTHING]
    return NOTHING if not flat else flat[0] if len(flat) == 1 else Some(tuple(flat))


def negated(part: Expression) -> Expression:
    """Return the opposite."""
    if isinstance(part, Always):
        return Always(not part.holds)
    return part.part if isinstance(part, Not) else Not(part)


def leaf(field: SearchField, test: Test) -> Expression:
    """Test a field; one that never has a value is never true."""
    if field.place == "none" or (isinstance(test, OneOf) and not test.values):
        return NOTHING
    if isinstance(test, Between) and _empty(test):
        return NOTHING
    return Leaf(field, test)


def element(path: str, part: Expression) -> Expression:
    """Demand one element that fulfils this."""
    return part if part == NOTHING else Element(path, part)


def leaves(expression: Expression) -> Iterator[Leaf]:
    """Walk over the tests."""
    if isinstance(expression, Leaf):
        yield expression
    elif isinstance(expression, Not | Element):
        yield from leaves(expression.part)
    elif isinstance(expression, All | Some):
        for part in expression.parts:
            yield from leaves(part)


def fulfils(expression: Expression, values: Mapping[str, Any]) -> bool:
    """Evaluate an expression on values by column; those of a path are lists of elements."""
    if isinstance(expression, Always):
        return expression.holds
    if isinstance(expression, Not):
        return not fulfils(expression.part, values)
    if isinstance(expression, All):
        return all(fulfils(part, values) for part in expression.parts)
    if isinstance(expression, Some):
        return any(fulfils(part, values) for part in expression.parts)
    if isinstance(expression, Element):
        return any(fulfils(expression.part, one) for one in values.get(expression.path, ()))
    assert isinstance(expression, Leaf)
    value = values.get(expression.field.column)
    return value not in (None, "") and _TESTS[type(expression.test)](expression.test, value)


_WORD = re.compile(r"[^\W_]+(?:_[^\W_]+)*")


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded, each once: runs of letters and digits, joined by underscores."""
    return list(dict.fromkeys(_WORD.findall(text.casefold())))


def after_prefix(prefix: str) -> str:
    """Return a text behind all that begin so."""
    return prefix + "\U0010ffff"


def _has_word(test: Word, value: str) -> bool:
    found = words_of(value)
    return any(word.startswith(test.text) for word in found) if test.prefix else test.text in found


def _between(test: Between, value: Any) -> bool:
    if test.low is not None and (value < test.low or (value == test.low and not test.low_included)):
        return False
    return test.high is None or value < test.high or (value == test.high and test.high_included)


def _empty(test: Between) -> bool:
    low, high = test.low, test.high
    if low is None or high is None:
        return False
    if isinstance(low, str) or isinstance(high, str):
        return str(low) > str(high) or (low == high and not (test.low_included and test.high_included))
    return low > high


_TESTS: dict[type[Any], Callable[[Any, Any], bool]] = {
    OneOf: lambda test, value: value in test.values,
    Between: _between,
    Present: lambda _test, _value: True,
    Word: _has_word,
}
