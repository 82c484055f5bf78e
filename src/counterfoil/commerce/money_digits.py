"""Amounts with all the digits of their currency, and rates as they are written, wherever they stand in a document.

What comes from a script has lost them: 12.50 is 12.5 there. Digits are added only, and never rounded away.
"""

from collections.abc import Collection, Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from counterfoil.commerce.money import round_to
from counterfoil.documents.fields import fields_of
from counterfoil.documents.pricing import Discount
from counterfoil.documents.properties import Document
from counterfoil.documents.values import rate


def fill_digits(document: Document, unit: Decimal, names: Collection[str] | None = None) -> None:
    """Write the amounts of a document, and of those within it, with the digits of a currency's unit.

    With ``names`` only these properties are looked at.
    """
    amounts, rates, nested = _parts(type(document))
    if names is not None:
        amounts, rates, nested = (tuple(one for one in part if one in names) for part in (amounts, rates, nested))
    for name in amounts:
        value = getattr(document, name)
        if isinstance(value, Decimal) and _digits(value) < _digits(unit):
            setattr(document, name, round_to(value, unit))
    for name in rates:
        value = getattr(document, name)
        if isinstance(value, Decimal):
            setattr(document, name, rate(value))
    for name in nested:
        for inner in _documents(getattr(document, name)):
            fill_digits(inner, unit)


def _digits(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _documents(value: Any) -> Iterable[Document]:
    if isinstance(value, Document):
        return (value,)
    return [one for one in value if isinstance(one, Document)] if isinstance(value, list) else ()


@cache
def _parts(cls: type[Document]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the names of the amounts, the rates and the documents within; a discount is written as its rule has it."""
    fields = fields_of(cls)
    amounts = tuple(field.attribute for field in fields if field.kind == "money")
    rates = tuple(field.attribute for field in fields if field.kind == "rate")
    nested = (field for field in fields if field.document is not None and field.document is not Discount)
    return amounts, rates, tuple(field.attribute for field in nested)
