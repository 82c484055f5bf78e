"""What a search asks, as SQL that both engines share: texts of ours, and everything of a client's as a parameter.

An operand that no index shall be used for stands in an expression, ``(o.status || '')``: the plan is chosen here, by
what was counted, and not by an engine that guesses.
"""

from collections.abc import Mapping, Sequence

from counterfoil.documents.search_fields import LEADS, SearchField
from counterfoil.documents.search_query import (
    All,
    Always,
    Between,
    Element,
    Expression,
    Groups,
    Leaf,
    Not,
    OneOf,
    Present,
    Some,
    SortKey,
    Test,
    Word,
    after_prefix,
    leaves,
)
from counterfoil.documents.search_record import INSTANTS, NO_NUMBER, NO_TEXT, NUMBERS, WORDS, sortable_number
from counterfoil.store import search_blocks
from counterfoil.store.jobs import Value

_CUSTOM_MARKS = {"number": NUMBERS, "date": INSTANTS}


class Sql:
    """A statement in the making: its parameters, the site first."""

    def __init__(self, site_id: str, bytes_type: str) -> None:
        self.args: list[Value] = [site_id]
        self._bytes_type = bytes_type

    def value(self, value: Value) -> str:
        """Add a parameter and return its mark."""
        self.args.append(value)
        return f"${len(self.args)}"

    def values(self, values: Sequence[Value]) -> str:
        """Add a list of parameters, of a length that few statements share."""
        length = 1
        while length < len(values):
            length *= 2
        padded = [*values, *[values[-1]] * (length - len(values))]
        return ", ".join(self.value(value) for value in padded)

    def condition(  # noqa: PLR0911  (a case for each kind)
        self, expression: Expression, indexed: frozenset[str] = frozenset()
    ) -> str:
        """Return an expression on a row ``o`` of the index; only columns named may be found by their own index."""
        if isinstance(expression, Groups):
            return self._chosen("o.group_no", expression.chosen)
        if isinstance(expression, Always):
            return "1 = 1" if expression.holds else "1 = 0"
        if isinstance(expression, Not):
            return f"not ({self.condition(expression.part)})"
        if isinstance(expression, All):
            return " and ".join(f"({self.condition(part, indexed)})" for part in expression.parts)
        if isinstance(expression, Some):
            return " or ".join(f"({self.condition(part)})" for part in expression.parts)
        if isinstance(expression, Leaf) and expression.field.place == "column":
            return self._column(expression, indexed)
        return self._by_term(expression)

    def found_by(self, expression: Expression) -> str:
        """Return a query for the numbers of the orders that fulfil one test, by its index; some come twice."""
        if isinstance(expression, Groups):
            chosen = self._chosen("g.group_no", expression.chosen)
            return f"{_OF_GROUPS} and {chosen} and o.site_id = g.site_id and o.group_no = g.group_no"
        if isinstance(expression, Leaf) and expression.field.place == "column":
            found = f"{_ORDERS} and {self.test(f'o.{expression.field.column}', expression.field, expression.test)}"
            if isinstance(expression.test, Word):
                found += f" union all {self._terms(expression.field.name, expression.test)}"
            return found
        assert isinstance(expression, Leaf | Element)
        return self._found_by_term(expression)

    def order_by(self, sorts: Sequence[SortKey], ranks: Mapping[str, bytes]) -> str:
        """Return the order of hits; a field of groups is ranked by the groups that have each of its values."""
        parts = []
        for sort in sorts:
            way = " desc" if sort.descending else ""
            if sort.field.place == "group":
                parts.append(f"{self._rank(ranks[sort.field.column])}{way}")
            elif sort.field.place == "column":
                parts.append(f"o.{sort.field.column}{way}")
        if not any(sort.field.column == "order_no" for sort in sorts):
            last = sorts[-1].descending if sorts else True
            parts.append("o.order_no" + (" desc" if last else ""))
        return ", ".join(parts)

    def _chosen(self, operand: str, chosen: bytes) -> str:
        """Say that a group is chosen: it has the byte of its number."""
        return f"{self._part(operand, chosen, 1)} = {self._bytes(_ONE)}"

    def _rank(self, ranks: bytes) -> str:
        return self._part("o.group_no", ranks, 2)

    def _part(self, operand: str, table: bytes, width: int) -> str:
        """Return what a table of bytes has for a group."""
        return f"substr({self._bytes(table)}, cast({operand} as integer) * {width} + 1, {width})"

    def _bytes(self, value: bytes) -> str:
        return f"cast({self.value(value)} as {self._bytes_type})"

    def _column(self, leaf: Leaf, indexed: frozenset[str]) -> str:
        operand = _plain(leaf.field.column, indexed)
        if not isinstance(leaf.test, Word):
            return self.test(operand, leaf.field, leaf.test)
        return f"({self.test(operand, leaf.field, leaf.test)}) or {self._by_word(leaf.field.name, leaf.test)}"

    def test(self, operand: str, field: SearchField, test: Test) -> str:
        """Return a test on a column."""
        number = field.kind in ("number", "date") and field.place == "column"
        if isinstance(test, OneOf):
            return f"{operand} in ({self.values(test.values)})"
        if isinstance(test, Present):
            return f"{operand} > {NO_NUMBER}" if number else f"{operand} > ''"
        if isinstance(test, Word):
            if not test.prefix:
                return f"{operand} = {self.value(test.text)}"
            return self._range(operand, Between(test.text, after_prefix(test.text)), None)
        return self._range(operand, test, NO_NUMBER if number else NO_TEXT)

    def _range(self, operand: str, test: Between, nothing: Value) -> str:
        parts = []
        if test.low is not None:
            parts.append(f"{operand} {'>=' if test.low_included else '>'} {self.value(test.low)}")
        elif nothing is not None:
            parts.append(f"{operand} > {self.value(nothing)}")
        if test.high is not None:
            parts.append(f"{operand} {'<=' if test.high_included else '<'} {self.value(test.high)}")
        return " and ".join(parts)

    def _by_term(self, expression: Expression) -> str:
        """Test the terms of an order at hand: by the whole key where the value is given, else among all of them."""
        if isinstance(expression, Leaf) and isinstance(expression.test, OneOf):
            name, test = _custom(expression)
            return f"exists ({self._terms(name, test, _OF_THIS_ORDER)} {_ONE_BY_ONE})"
        if isinstance(expression, Element):
            lead, exact = _lead(expression)
            if exact:
                return f"exists ({self._elements(expression, lead, _OF_THIS_ORDER)} {_ONE_BY_ONE})"
        return f"o.order_no in ({self._found_by_term(expression)})"

    def _by_word(self, name: str, test: Word) -> str:
        if test.prefix:
            return f"o.order_no in ({self._terms(name, test)})"
        return f"exists ({self._terms(name, test, _OF_THIS_ORDER)} {_ONE_BY_ONE})"

    def _found_by_term(self, expression: Expression) -> str:
        if isinstance(expression, Element):
            if not (isinstance(expression.part, Leaf) and isinstance(expression.part.test, Word)):
                return self._elements(expression, _lead(expression)[0], "")
            expression = expression.part
        assert isinstance(expression, Leaf)
        name, test = _custom(expression)
        if not isinstance(test, Word):
            return self._terms(name, test)
        whole = self._from_terms(name) + f" and {self.test('t.value', expression.field, test)}"
        return f"{whole} union all {self._terms(name, test)}"

    def _terms(self, name: str, test: Test, also: str = "") -> str:
        """Find orders by the value of a term, a word by those of the field's words."""
        field = _TEXT
        if isinstance(test, Word):
            name += WORDS
        return f"{self._from_terms(name)}{also} and {self.test('t.value', field, test)}"

    def _from_terms(self, name: str) -> str:
        return f"{_TERMS} and t.field = {self.value(name)}"

    def _elements(self, element: Element, lead: str, also: str) -> str:
        """Find orders by one element of a collection: a row for each, led by one of its values."""
        return f"{self._from_terms(f'{element.path}.{lead}')}{also} and ({self._of_element(element.part, lead)})"

    def _of_element(self, expression: Expression, lead: str) -> str:
        if isinstance(expression, Always):
            return "1 = 1" if expression.holds else "1 = 0"
        if isinstance(expression, Not):
            return f"not ({self._of_element(expression.part, lead)})"
        if isinstance(expression, All | Some):
            word = " and " if isinstance(expression, All) else " or "
            return word.join(f"({self._of_element(part, lead)})" for part in expression.parts)
        assert isinstance(expression, Leaf)
        operand = "t.value" if expression.field.column == lead else "t.other"
        if not isinstance(expression.test, Word):
            return self.test(operand, _TEXT, expression.test)
        # A word of an element's value: the value itself, or one of the words that stand for the same element.
        test, name = expression.test, expression.field.name + WORDS
        same = f"w.other = {operand} and w.created = t.created and w.order_no = t.order_no"
        rows = f"{_WORDS} and w.field = {self.value(name)} and {same}"
        return f"({self.test(operand, _TEXT, test)} or exists ({rows} and {self.test('w.value', _TEXT, test)}))"


# The site is the first parameter of every statement.
_ORDERS = "select o.order_no from search_orders o where o.site_id = $1"
_OF_GROUPS = "select o.order_no from search_groups g cross join search_orders o where g.site_id = $1"
_ONE = b"\x01"
_TERMS = "select t.order_no from search_terms t where t.site_id = $1"
_WORDS = "select 1 from search_terms w where w.site_id = $1"
# Without this PostgreSQL would read all rows of a value to look for a few orders among them.
_ONE_BY_ONE = "limit 1 offset 0"
_OF_THIS_ORDER = " and t.created = o.created and t.order_no = o.order_no"
_TEXT = SearchField("", "string", "term")


def _plain(column: str, indexed: frozenset[str]) -> str:
    if column in indexed:
        return f"o.{column}"
    if column in search_blocks.NUMBERS:
        return f"(o.{column} + 0)"
    return f"(o.{column} || '')"


def _custom(leaf: Leaf) -> tuple[str, Test]:
    """Return where the terms of a custom attribute are, and the test on their texts."""
    mark = _CUSTOM_MARKS.get(leaf.field.kind, "")
    test = leaf.test
    if not mark:
        return leaf.field.name, test
    if isinstance(test, OneOf):
        test = OneOf(tuple(sortable_number(int(value)) for value in test.values))
    elif isinstance(test, Between):
        low = None if test.low is None else sortable_number(int(test.low))
        high = None if test.high is None else sortable_number(int(test.high))
        test = Between(low, high)
    return leaf.field.name + mark, test


def _lead(element: Element) -> tuple[str, bool]:
    """Return the field whose rows are read, and whether its value is given."""
    parts = element.part.parts if isinstance(element.part, All) else (element.part,)
    for part in parts:
        if isinstance(part, Leaf) and isinstance(part.test, OneOf):
            return part.field.column, True
    first = next(leaves(element.part), None)
    return (first.field.column if first else LEADS[element.path]), False
