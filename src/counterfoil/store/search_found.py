"""What a search finds, as a set: bitmaps joined, with the rows of those values that too few orders have for one.

The set is true of the orders that have not changed since the bitmaps were folded; the others are looked at one by one.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import NamedTuple

from counterfoil.documents.search_fields import FIELDS, SearchField
from counterfoil.documents.search_query import (
    All,
    Always,
    Between,
    Element,
    Expression,
    Leaf,
    Not,
    OneOf,
    Present,
    Some,
    Word,
    after_prefix,
    fulfils,
)
from counterfoil.documents.search_record import WORDS, SearchRecord
from counterfoil.store.search_bitmaps import Bitmaps, places_of, set_of
from counterfoil.store.search_digits import between, counted, exceeding, sortable
from counterfoil.store.search_entries import BUCKET, CODE_WIDTH, COUNT, COUNT_WIDTH, NUMBERS, WIDTH, pair_of
from counterfoil.store.search_match import PATHS, matches, place_of_terms
from counterfoil.store.search_rows import Rows, Span

FEW = 200
"""So few orders are looked at one by one, whatever else is asked of them."""
Records = Callable[[Sequence[int]], Awaitable[Sequence[tuple[int, SearchRecord]]]]


class Found:
    """Evaluates expressions on the bitmaps of a site."""

    def __init__(self, bitmaps: Bitmaps, rows: Rows, records: Records) -> None:
        self._bitmaps = bitmaps
        self._rows = rows
        self._records = records

    async def of(self, expression: Expression) -> int:  # noqa: PLR0911  (a case for each kind)
        """Return the orders that fulfil an expression."""
        if isinstance(expression, Always):
            return self._bitmaps.everything if expression.holds else 0
        if isinstance(expression, Not):
            return self._bitmaps.everything & ~await self.of(expression.part)
        if isinstance(expression, All):
            return await self._all(expression)
        if isinstance(expression, Some):
            found = 0
            for part in expression.parts:
                found |= await self.of(part)
            return found
        if isinstance(expression, Element):
            return await self._element(expression)
        assert isinstance(expression, Leaf)
        if expression.field.place == "group":
            return await self._few_values(expression)
        if expression.field.place == "term":
            return await self._terms(expression)
        return await (self._number(expression) if expression.field.column in NUMBERS else self._text(expression))

    async def _all(self, expression: All) -> int:
        """Join by and, the cheapest first; where that leaves few orders, these are looked at."""
        parts = sorted(expression.parts, key=self._cost)
        found = await self.of(parts[0])
        for number, part in enumerate(parts[1:], start=1):
            if not found:
                return 0
            if found.bit_count() <= FEW and any(self._cost(one) > 1 for one in parts[number:]):
                rest = All(tuple(parts[number:]))
                records = await self._records(places_of(found))
                return set_of([place for place, record in records if matches(rest, record)])
            found &= await self.of(part)
        return found

    def _cost(self, part: Expression) -> int:  # noqa: PLR0911  (a case for each kind)
        """Return how dear a part is, roughly: a look at an index, at bitmaps, at many of them, at many rows."""
        if isinstance(part, Not):
            return 2 + self._cost(part.part)
        if isinstance(part, All | Some):
            return max(self._cost(one) for one in part.parts)
        if isinstance(part, Element):
            return 1 if part.path in PATHS else self._cost(part.part) if isinstance(part.part, Leaf) else 5
        if not isinstance(part, Leaf) or part.field.place == "group":
            return 1
        if isinstance(part.test, OneOf):
            frequent = self._bitmaps.view.frequent.get(part.field.name, ())
            return int(any(value in frequent for value in part.test.values))
        if isinstance(part.test, Word):
            return 4 if part.test.prefix else 2
        return 3

    async def _few_values(self, leaf: Leaf) -> int:
        column = leaf.field.column
        if isinstance(leaf.test, OneOf):
            return _joined(await self._bitmaps.several(column, [str(value) for value in leaf.test.values]))
        found = await self._bitmaps.all_of(column)
        return _joined(orders for value, orders in found.items() if fulfils(leaf, {column: value}))

    async def _number(self, leaf: Leaf) -> int:
        column, test = leaf.field.column, leaf.test
        present = await self._bitmaps.present(column)
        if isinstance(test, OneOf):
            found = 0
            for value in test.values:
                code = sortable(int(value))
                found |= await between(self._bitmaps, column, WIDTH, present, code, code)
            return found
        if not isinstance(test, Between):
            return present
        low = None if test.low is None else sortable(int(test.low))
        high = None if test.high is None else sortable(int(test.high))
        return await between(self._bitmaps, column, WIDTH, present, low, high)

    async def _text(self, leaf: Leaf) -> int:
        column, test = leaf.field.column, leaf.test
        if isinstance(test, Present):
            return await self._bitmaps.present(column)
        if isinstance(test, Between):
            return await self._text_between(column, test)
        if isinstance(test, OneOf):
            return await self._is(column, [str(value) for value in test.values])
        if not test.prefix:
            return await self._is(column, [test.text]) | await self._is(column + WORDS, [test.text])
        whole = await self._text_between(column, _beginning(test))
        return whole | await self._within(column + WORDS, Span.of(_beginning(test)))

    async def _terms(self, leaf: Leaf) -> int:
        name, test = place_of_terms(leaf)
        if isinstance(test, Present):
            return await self._bitmaps.present(name)
        if isinstance(test, OneOf):
            return await self._is(name, [str(value) for value in test.values])
        if isinstance(test, Between):
            return await self._within(name, Span.of(test))
        if not test.prefix:
            return await self._is(name, [test.text]) | await self._is(name + WORDS, [test.text])
        span = Span.of(_beginning(test))
        return await self._within(name, span) | await self._within(name + WORDS, span)

    async def _is(self, name: str, values: Sequence[str]) -> int:
        """Return the orders that have one of some values: by bitmaps, and by rows where there is none."""
        known = set(self._bitmaps.view.frequent.get(name, ()))
        frequent = [value for value in values if value in known]
        found = _joined(await self._bitmaps.several(name, frequent)) if frequent else 0
        rare = [value for value in values if value and value not in known]
        return found | set_of(await self._rows.of_values(name, rare)) if rare else found

    async def _within(self, name: str, span: Span) -> int:
        """Return the orders that have a value in a span: by the bitmaps of frequent ones, and by the rows between."""
        frequent = span.inside(self._bitmaps.view.frequent.get(name, ()))
        found = _joined(await self._bitmaps.several(name, frequent)) if frequent else 0
        return found | set_of(await self._rows.of_spans(name, span.without(frequent)))

    async def _text_between(self, column: str, test: Between) -> int:
        """Return the orders whose text lies in a span: those of whole buckets, and rows of the two at the ends."""
        span = Span.of(test)
        buckets = await self._bitmaps.buckets(column)
        if not buckets.lows:
            return 0
        first = buckets.place(span.low)
        last = len(buckets.lows) if span.high is None else buckets.place(span.high)
        if last - first <= 1 and span.high is not None:
            return await self._within(column, span)
        found = 0
        if span.low:
            found = await self._within(column, span.to(buckets.high(first)))
        else:
            first -= 1
        if span.high is not None:
            found |= await self._within(column, span.since(buckets.lows[last]))
        if first + 1 >= len(buckets.lows):
            return found
        present = await self._bitmaps.present(column)
        high = None if span.high is None else buckets.codes[last] - 1
        low = buckets.codes[first + 1]
        return found | await between(self._bitmaps, BUCKET + column, CODE_WIDTH, present, low, high)

    async def _element(self, element: Element) -> int:
        path, part = element.path, element.part
        if path in PATHS:
            found = await self._bitmaps.all_of(path)
            values = {text: dict(zip(PATHS[path], pair_of(text), strict=True)) for text in found}
            return _joined(orders for text, orders in found.items() if fulfils(part, values[text]))
        if isinstance(part, Leaf):
            return await self._terms(part)
        if isinstance(part, Some):
            return _joined([await self._element(Element(path, one)) for one in part.parts])
        if isinstance(part, Always):
            names = [field.name for field in FIELDS.values() if field.path == path]
            return _joined([await self._bitmaps.present(name) for name in names]) if part.holds else 0
        these = _other_values(part)
        if these is None:
            return set_of(await self._rows.of_elements(element))
        return await self._others(these.field.name, [str(value) for value in these.test.values])

    async def _others(self, name: str, values: Sequence[str]) -> int:
        """Return the orders that have another value than these: they have more than those of these they have."""
        known = set(self._bitmaps.view.frequent.get(name, ()))
        sets = await self._bitmaps.several(name, [value for value in values if value in known])
        rare = [value for value in values if value and value not in known]
        times = Counter(place for place, _ in await self._rows.with_values(name, rare)) if rare else Counter[int]()
        for least in range(1, max(times.values(), default=0) + 1):
            sets.append(set_of([place for place, number in times.items() if number >= least]))
        return await exceeding(self._bitmaps, COUNT + name, COUNT_WIDTH, counted(sets))


class _Others(NamedTuple):
    """A field of an element, and the values it shall not have."""

    field: SearchField
    test: OneOf


def _other_values(part: Expression) -> _Others | None:
    """Return the values an element shall not have, if it shall have another and no more is asked."""
    if not isinstance(part, All) or len(part.parts) != 2:
        return None
    any_value, other = part.parts
    these = other.part if isinstance(other, Not) else None
    if not (isinstance(any_value, Leaf) and isinstance(any_value.test, Present) and isinstance(these, Leaf)):
        return None
    if not isinstance(these.test, OneOf) or these.field != any_value.field:
        return None
    return _Others(these.field, these.test)


def _beginning(test: Word) -> Between:
    return Between(test.text, after_prefix(test.text))


def _joined(found: Iterable[int]) -> int:
    joined = 0
    for orders in found:
        joined |= orders
    return joined
