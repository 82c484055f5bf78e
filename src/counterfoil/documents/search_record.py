"""What the search index has of an order: its columns, its values of fields with few, and a term for each other."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from counterfoil.documents import stored
from counterfoil.documents.order import Order
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


class SearchRecord(NamedTuple):
    """All that the index has of an order."""

    order_no: str
    columns: Columns
    group: Group
    terms: tuple[Term, ...]


def record_of(body: bytes, order_no: str, created: int, modified: int) -> SearchRecord:
    """Make the record of a stored order; of a document that cannot be read only what stands beside it."""
    try:
        order = stored.decode(Order, body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        order = Order()
    customer = order.customer_info
    columns = Columns(
        created=created,
        modified=_instant(order.last_modified, modified),
        gross=thousandths(order.order_total),
        net=_net(order),
        customer_email=_text(customer.email if customer else None),
        customer_no=_text(customer.customer_no if customer else None),
        customer_name=_text(order.customer_name or (customer.customer_name if customer else None)),
        external_order_status=_text(order.external_order_status),
        global_party_id=_text(order.global_party_id),
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


def _net(order: Order) -> int:
    if order.order_total is None:
        return NO_NUMBER
    return thousandths(order.order_total - (order.tax_total or Decimal(0)))


def _instant(text: str | None, default: int) -> int:
    try:
        return instant_of(text) if text else default
    except ValueError:
        return default


def _text(value: str | None) -> str:
    text = (value or NO_TEXT)[:LONGEST_VALUE].replace("\0", "")
    return text if text.isascii() else text.encode("utf-8", "ignore")[:MOST_BYTES].decode("utf-8", "ignore")


def _group(order: Order) -> Group:
    return Group(
        channel_type=_text(order.channel_type),
        confirmation_status=_text(order.confirmation_status),
        created_by=_text(order.created_by),
        currency_code=_text(order.currency),
        export_status=_text(order.export_status),
        payment_status=_text(order.payment_status),
        shipping_status=_text(order.shipping_status),
        status=_text(order.status),
        payment_instruments=tuple(
            sorted(
                {
                    (_text(one.payment_method_id), _text(one.payment_card.card_type if one.payment_card else None))
                    for one in order.payment_instruments or ()
                }
            )
        ),
        shipments=tuple(
            sorted({_text(one.shipping_method.id if one.shipping_method else None) for one in order.shipments or ()})
        ),
    )


def _terms(order: Order, columns: Columns, order_no: str) -> list[Term]:
    terms: list[Term] = []
    for item in order.product_items or ():
        terms += _values("product_items.product_id", _text(item.product_id))
    for coupon in order.coupon_items or ():
        code, coupon_id = _text(coupon.code), _text(coupon.coupon_id)
        terms += _values("coupon_line_items.coupon_code", code, coupon_id)
        terms += _values("coupon_line_items.coupon_id", coupon_id, code)
    for name in columns._fields[4:]:
        terms += _known_words(name, getattr(columns, name))
    terms += _words("order_no", order_no)
    for name, value in order.custom.items():
        for one in value if isinstance(value, list) else (value,):
            terms += _custom(name, one)
    return terms


def _values(field: str, value: str, other: str = "") -> tuple[Term, ...]:
    return (Term(field, value, other), *_known_words(field, value)) if value or other else ()


def _words(field: str, value: str) -> tuple[Term, ...]:
    """Return the words of a value, with the value they are of; a single folded word is found by the value itself."""
    found = words_of(value)
    return () if found == [value] else tuple(Term(field + WORDS, word, value) for word in found)


_known_words = lru_cache(maxsize=4096)(_words)
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
