"""Places of orders by rows of the index: of values that too few orders have for a bitmap, and of elements.

A statement names the site in an expression where no index shall be found by it alone.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from counterfoil.documents.search_fields import LEADS
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
    Test,
    Word,
    after_prefix,
    leaves,
)
from counterfoil.documents.search_record import WORDS
from counterfoil.store.jobs import Read, Value, padded
from counterfoil.store.search_entries import TEXTS

_SPANS = 32
"""So many spans are asked for in one statement."""


class Span(NamedTuple):
    """Texts between two, None being open above; the empty text is none."""

    low: str
    high: str | None
    low_included: bool = True
    high_included: bool = True

    @classmethod
    def of(cls, test: Between) -> "Span":
        """Return the span of a test."""
        low = "" if test.low is None else str(test.low)
        return cls(low, None if test.high is None else str(test.high), test.low_included, test.high_included)

    def to(self, high: str | None) -> "Span":
        """Return the part that ends before a text, if it did not end before."""
        if high is None or (self.high is not None and self.high < high):
            return self
        return self._replace(high=high, high_included=False)

    def since(self, low: str) -> "Span":
        """Return the part that begins with a text, if it did not begin behind it."""
        return self if self.low > low else Span(low, self.high, True, self.high_included)

    def inside(self, values: Sequence[str]) -> list[str]:
        """Return which of some texts in order lie within."""
        low = (bisect_left if self.low_included else bisect_right)(values, self.low)
        if self.high is None:
            return list(values[low:])
        return list(values[low : (bisect_right if self.high_included else bisect_left)(values, self.high)])

    def without(self, values: Sequence[str]) -> list["Span"]:
        """Return the spans between some texts that lie within."""
        spans, low, included = [], self.low, self.low_included
        for value in values:
            spans.append(Span(low, value, included, False))
            low, included = value, False
        return [*spans, Span(low, self.high, included, self.high_included)]


class Rows:
    """Reads the rows of one site."""

    def __init__(self, read: Read, site_id: str) -> None:
        self._read = read
        self._site_id = site_id

    async def of_values(self, name: str, values: Sequence[str]) -> list[int]:
        """Return the places of the orders that have one of some values, of a column or of a field's terms."""
        sql = _Sql(self._site_id)
        args = padded(values)
        if name in TEXTS:
            text = f"""select o.place from search_orders o where o.site_id = $1
                and o.{name} in ({sql.values(args)}){_not_empty(name)}"""  # noqa: S608  (a column of ours)
        else:
            text = f"{sql.terms(name)} and t.value in ({sql.values(args)})"
        return [row[0] for row in await self._read(text, sql.args)]

    async def with_values(self, name: str, values: Sequence[str]) -> set[tuple[int, str]]:
        """Return the places of the orders that have one of some values of a field's terms, each with its value."""
        sql = _Sql(self._site_id)
        text = f"{sql.terms(name)} and t.value in ({sql.values(padded(values))})"
        rows = await self._read(text.replace("t.place", "t.place, t.value", 1), sql.args)
        return {(row[0], row[1]) for row in rows}

    async def of_spans(self, name: str, spans: Sequence[Span]) -> list[int]:
        """Return the places of the orders that have a value in one of some spans."""
        found: list[int] = []
        for first in range(0, len(spans), _SPANS):
            sql = _Sql(self._site_id)
            text = " union all ".join(self._of_span(sql, name, span) for span in spans[first : first + _SPANS])
            found += [row[0] for row in await self._read(text, sql.args)]
        return found

    async def texts(self, column: str, spans: Sequence[Span]) -> list[tuple[str, int]]:
        """Return the texts of a column in some spans, with the places of the orders that have them."""
        found: list[tuple[str, int]] = []
        for span in spans:
            sql = _Sql(self._site_id)
            text = self._of_span(sql, column, span).replace("o.place", f"o.{column}, o.place", 1)
            found += [(row[0], row[1]) for row in await self._read(text, sql.args)]
        return found

    async def of_elements(self, element: Element) -> list[int]:
        """Return the places of the orders of which one element fulfils all."""
        sql = _Sql(self._site_id)
        lead = _lead(element)
        text = f"{sql.terms(f'{element.path}.{lead}')} and ({sql.of_element(element.part, lead)})"
        return [row[0] for row in await self._read(text, sql.args)]

    def _of_span(self, sql: "_Sql", name: str, span: Span) -> str:
        if name not in TEXTS:
            return f"{sql.terms(name)} and {sql.within('t.value', span)}"
        site = "o.site_id" if name == "order_no" else "(o.site_id || '')"
        return f"""select o.place from search_orders o where {site} = $1
            and {sql.within(f"o.{name}", span)}{_not_empty(name)}"""  # noqa: S608  (a column of ours)


class _Sql:
    """A statement in the making: its parameters, the site first."""

    def __init__(self, site_id: str) -> None:
        self.args: list[Value] = [site_id]

    def value(self, value: Value) -> str:
        """Add a parameter and return its mark."""
        self.args.append(value)
        return f"${len(self.args)}"

    def values(self, values: Sequence[Value]) -> str:
        """Add a list of parameters."""
        return ", ".join(self.value(value) for value in values)

    def terms(self, name: str) -> str:
        """Begin a query of a field's terms."""
        return f"select t.place from search_terms t where t.site_id = $1 and t.field = {self.value(name)}"  # noqa: S608

    def within(self, operand: str, span: Span) -> str:
        """Say that a text lies in a span."""
        parts = [f"{operand} {'>=' if span.low_included and span.low else '>'} {self.value(span.low)}"]
        if span.high is not None:
            parts.append(f"{operand} {'<=' if span.high_included else '<'} {self.value(span.high)}")
        return " and ".join(parts)

    def of_element(self, expression: Expression, lead: str) -> str:
        """Return an expression on one element: its lead is the value of a row, its other field the other."""
        if isinstance(expression, Always):
            return "1 = 1" if expression.holds else "1 = 0"
        if isinstance(expression, Not):
            return f"not ({self.of_element(expression.part, lead)})"
        if isinstance(expression, All | Some):
            word = " and " if isinstance(expression, All) else " or "
            return word.join(f"({self.of_element(part, lead)})" for part in expression.parts)
        assert isinstance(expression, Leaf)
        operand = "t.value" if expression.field.column == lead else "t.other"
        test = expression.test
        if not isinstance(test, Word):
            return self._test(operand, test)
        # A word of an element's value: the value itself, or one of the words that stand for the same element.
        whole = self._test(operand, test)
        name = self.value(expression.field.name + WORDS)
        rows = f"select 1 from search_terms w where w.site_id = $1 and w.field = {name}"  # noqa: S608
        same = f"w.place = t.place and w.other = {operand}"
        return f"({whole} or exists ({rows} and {self._test('w.value', test)} and {same}))"

    def _test(self, operand: str, test: Test) -> str:
        if isinstance(test, OneOf):
            return f"{operand} in ({self.values(padded([str(value) for value in test.values]))})"
        if isinstance(test, Present):
            return f"{operand} > ''"
        if isinstance(test, Between):
            return self.within(operand, Span.of(test))
        if not test.prefix:
            return f"{operand} = {self.value(test.text)}"
        return self.within(operand, Span(test.text, after_prefix(test.text)))


def _not_empty(column: str) -> str:
    """Say of a column what its index says."""
    return "" if column == "order_no" else f" and o.{column} > ''"


def _lead(element: Element) -> str:
    """Return the field whose rows are read: one whose value is given, if there is one."""
    for part in element.part.parts if isinstance(element.part, All) else (element.part,):
        if isinstance(part, Leaf) and isinstance(part.test, OneOf):
            return part.field.column
    first = next(leaves(element.part), None)
    return first.field.column if first else LEADS[element.path]
