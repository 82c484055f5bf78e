"""What the search index has of an order: its columns, its values of fields with few, and a term for each other."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from counterfoil.documents.search_query import words_of
from counterfoil.timestamps import instant_of

NO_TEXT = ""
NO_NUMBER = -(2**61)
"""What a column holds without value: it sorts first on either engine."""
LONGEST_VALUE = 400
MOST_BYTES = 700
"""A word and the value it is of stand in one entry of an index, which PostgreSQL refuses beyond some 2700 bytes."""
MOST_TERMS = 400
_SCALE = 1000
_OFFSET = 10**18
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WORDS, NUMBERS, INSTANTS = "~", "#", "@"
"""Marks behind a field's name: the rows of its words, of its numbers, and of its instants."""


class Columns(NamedTuple):
    """The columns of an order in the index, in the order of the table."""

    created: int
    modified: int
    gross: int
    net: int
    customer_email: str
    customer_no: str
    customer_name: str
    external_order_status: str
    global_party_id: str


_TEXTS = Columns._fields[4:]


class Term(NamedTuple):
    """A value of a field; ``other`` is the other value of the same element, where its collection has two fields."""

    field: str
    value: str
    other: str = ""


class Group(msgspec.Struct, frozen=True, array_like=True):
    """The fields with few values."""

    channel_type: str = ""
    confirmation_status: str = ""
    created_by: str = ""
    currency_code: str = ""
    export_status: str = ""
    payment_status: str = ""
    shipping_status: str = ""
    status: str = ""
    payment_instruments: tuple[tuple[str, str], ...] = ()
    """Payment method and card type of each."""
    shipments: tuple[str, ...] = ()
    """The shipping method of each."""


class _Method(msgspec.Struct):
    id: str | None = None


class _Shipment(msgspec.Struct):
    shipping_method: _Method | None = None


class _Card(msgspec.Struct):
    card_type: str | None = None


class _Instrument(msgspec.Struct):
    payment_method_id: str | None = None
    payment_card: _Card | None = None


class _Item(msgspec.Struct):
    product_id: str | None = None


class _Coupon(msgspec.Struct):
    code: str | None = None
    coupon_id: str | None = None


class _Customer(msgspec.Struct):
    customer_name: str | None = None
    customer_no: str | None = None
    email: str | None = None


class _Order(msgspec.Struct):
    """What is read of a stored order, by the names it has there: half the time of reading all."""

    channel_type: str | None = None
    confirmation_status: str | None = None
    coupon_items: tuple[_Coupon, ...] | None = None
    created_by: str | None = None
    currency: str | None = None
    custom: dict[str, Any] = {}
    customer_info: _Customer | None = None
    customer_name: str | None = None
    export_status: str | None = None
    external_order_status: str | None = None
    global_party_id: str | None = None
    last_modified: str | None = None
    order_total: Decimal | None = None
    payment_instruments: tuple[_Instrument, ...] | None = None
    payment_status: str | None = None
    product_items: tuple[_Item, ...] | None = None
    shipments: tuple[_Shipment, ...] | None = None
    shipping_status: str | None = None
    status: str | None = None
    tax_total: Decimal | None = None


_DECODER = msgspec.json.Decoder(_Order, float_hook=Decimal)
_NO_CUSTOMER, _NO_CARD, _NO_METHOD = _Customer(), _Card(), _Method()


class SearchRecord(NamedTuple):
    """All that the index has of an order."""

    order_no: str
    columns: Columns
    group: Group
    terms: tuple[Term, ...]


def record_of(body: bytes, order_no: str, created: int, modified: int) -> SearchRecord:
    """Make the record of a stored order; of a document that cannot be read only what stands beside it."""
    try:
        order = _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        order = _Order()
    customer = order.customer_info or _NO_CUSTOMER
    columns = Columns(
        created,
        _instant(order.last_modified, modified),
        thousandths(order.order_total),
        _net(order),
        _text(customer.email),
        _text(customer.customer_no),
        _text(order.customer_name or customer.customer_name),
        _text(order.external_order_status),
        _text(order.global_party_id),
    )
    terms = dict.fromkeys(_terms(order, columns, order_no))
    kept = tuple(sorted(terms))[:MOST_TERMS]
    return SearchRecord(order_no, columns, _group(order), kept)


def sortable_number(value: int) -> str:
    """Write a whole number so that texts sort as the numbers do."""
    return f"{value + _OFFSET:020d}"


def thousandths(value: Decimal | None) -> int:
    """Return an amount as a whole number of thousandths."""
    return NO_NUMBER if value is None else int(value * _SCALE)


def _net(order: _Order) -> int:
    if order.order_total is None:
        return NO_NUMBER
    return thousandths(order.order_total - (order.tax_total or Decimal(0)))


def _instant(text: str | None, default: int) -> int:
    try:
        return instant_of(text) if text else default
    except ValueError:
        return default


def _text(value: str | None) -> str:
    if not value:
        return NO_TEXT
    text = value[:LONGEST_VALUE]
    if "\0" in text:
        text = text.replace("\0", "")
    return text if text.isascii() else text.encode("utf-8", "ignore")[:MOST_BYTES].decode("utf-8", "ignore")


def _group(order: _Order) -> Group:
    return _plain_group(
        Group(
            order.channel_type or NO_TEXT,
            order.confirmation_status or NO_TEXT,
            order.created_by or NO_TEXT,
            order.currency or NO_TEXT,
            order.export_status or NO_TEXT,
            order.payment_status or NO_TEXT,
            order.shipping_status or NO_TEXT,
            order.status or NO_TEXT,
            tuple(
                (one.payment_method_id or NO_TEXT, (one.payment_card or _NO_CARD).card_type or NO_TEXT)
                for one in order.payment_instruments or ()
            ),
            tuple((one.shipping_method or _NO_METHOD).id or NO_TEXT for one in order.shipments or ()),
        )
    )


@lru_cache(maxsize=1024)
def _plain_group(group: Group) -> Group:
    """Return a group as it is kept; many orders have the same."""
    return Group(
        _text(group.channel_type),
        _text(group.confirmation_status),
        _text(group.created_by),
        _text(group.currency_code),
        _text(group.export_status),
        _text(group.payment_status),
        _text(group.shipping_status),
        _text(group.status),
        tuple(sorted({(_text(method), _text(card)) for method, card in group.payment_instruments})),
        tuple(sorted({_text(method) for method in group.shipments})),
    )


def _terms(order: _Order, columns: Columns, order_no: str) -> list[Term]:
    terms: list[Term] = []
    for item in order.product_items or ():
        terms += _known_values("product_items.product_id", _text(item.product_id))
    for coupon in order.coupon_items or ():
        code, coupon_id = _text(coupon.code), _text(coupon.coupon_id)
        terms += _known_values("coupon_line_items.coupon_code", code, coupon_id)
        terms += _known_values("coupon_line_items.coupon_id", coupon_id, code)
    for name, text in zip(_TEXTS, columns[4:], strict=True):
        if text:
            terms += _known_words(name, text)
    terms += _words("order_no", order_no)
    for name, value in order.custom.items():
        for one in value if isinstance(value, list) else (value,):
            terms += _custom(name, one)
    return terms


def _values(field: str, value: str, other: str = "") -> tuple[Term, ...]:
    return (Term(field, value, other), *_words(field, value)) if value or other else ()


def _words(field: str, value: str) -> tuple[Term, ...]:
    """Return the words of a value, with the value they are of; a single folded word is found by the value itself."""
    found = words_of(value)
    return () if found == [value] else tuple(Term(field + WORDS, word, value) for word in found)


_known_words = lru_cache(maxsize=4096)(_words)
_known_values = lru_cache(maxsize=4096)(_values)
"""For values that many orders have: products, customers."""


def _custom(name: str, value: Any) -> Sequence[Term]:
    """Return what a custom attribute is found by: as a text, a number or an instant, whatever it may be."""
    if isinstance(value, bool):
        return [Term(name, "true" if value else "false")]
    if isinstance(value, int | Decimal):
        number = int(Decimal(value) * _SCALE)
        return [Term(name + NUMBERS, sortable_number(number))] if abs(number) < _OFFSET else []
    if not isinstance(value, str):
        return []
    terms = _values(name, _text(value))
    try:
        instant = instant_of(value + "T00:00Z" if _DAY.fullmatch(value) else value)
    except (ValueError, OverflowError):
        return terms
    return [*terms, Term(name + INSTANTS, sortable_number(instant))]
