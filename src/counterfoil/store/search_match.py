"""Whether one order fulfils what a search asks, by its record: for orders that changed since bitmaps were made."""

from collections.abc import Iterator, Mapping
from typing import Any

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
    Some,
    Test,
    Word,
    fulfils,
)
from counterfoil.documents.search_record import (
    INSTANTS,
    NO_NUMBER,
    NUMBERS,
    WORDS,
    SearchRecord,
    sortable_number,
)
from counterfoil.store.search_entries import text_of

_MARKS = {"number": NUMBERS, "date": INSTANTS}
PATHS = {"payment_instruments": ("payment_method_id", "credit_card_type"), "shipments": ("shipping_method_id",)}
"""What an element of a collection with few values has."""


def matches(expression: Expression, record: SearchRecord) -> bool:
    """Evaluate an expression on one order."""
    if isinstance(expression, Leaf):
        return _leaf(expression, record)
    if isinstance(expression, All):
        return all(matches(part, record) for part in expression.parts)
    if isinstance(expression, Some):
        return any(matches(part, record) for part in expression.parts)
    if isinstance(expression, Not):
        return not matches(expression.part, record)
    if isinstance(expression, Element):
        return any(fulfils(expression.part, one) for one in _elements(expression.path, record))
    assert isinstance(expression, Always)
    return expression.holds


def place_of_terms(leaf: Leaf) -> tuple[str, Test]:
    """Return where the terms of a field are, and the test on their texts."""
    mark = _MARKS.get(leaf.field.kind, "")
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


def _leaf(leaf: Leaf, record: SearchRecord) -> bool:
    field = leaf.field
    if field.place == "group":
        return fulfils(leaf, {field.column: getattr(record.group, field.column)})
    if field.place == "column":
        text = field.kind == "string"
        value = text_of(record, field.column) if text else getattr(record.columns, field.column)
        return _has(leaf, leaf.test, [value] if value not in ("", NO_NUMBER) else [], record)
    name, test = place_of_terms(leaf)
    return _has(leaf, test, [term.value for term in record.terms if term.field == name], record)


def _has(leaf: Leaf, test: Test, values: list[Any], record: SearchRecord) -> bool:
    if isinstance(test, Word):
        name = leaf.field.name + WORDS
        words = [*values, *(term.value for term in record.terms if term.field == name)]
        return any(word.startswith(test.text) for word in words) if test.prefix else test.text in words
    column = leaf.field.column
    return any(fulfils(Leaf(leaf.field, test), {column: value}) for value in values)


def _elements(path: str, record: SearchRecord) -> Iterator[Mapping[str, str]]:
    if path == "shipments":
        return ({PATHS[path][0]: method} for method in record.group.shipments)
    if path == "payment_instruments":
        return (dict(zip(PATHS[path], pair, strict=True)) for pair in record.group.payment_instruments)
    lead = f"{path}.{LEADS[path]}"
    return ({LEADS[path]: term.value, "coupon_id": term.other} for term in record.terms if term.field == lead)
