"""How single values are written and read: number forms, dates, e-mail addresses, and what may be echoed.

Follows the value formats of recorded answers and of the 15.2 page.
"""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from counterfoil.documents.limits import MOST_DIGITS
from counterfoil.timestamps import date_time, instant_of

_ONE_DECIMAL = Decimal("0.1")
_TWO_DECIMALS = Decimal("0.01")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STORED_LENGTH = len("2014-06-15T04:02:00.000Z")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


@lru_cache(maxsize=1024)
def quantity(value: Decimal) -> int | Decimal:
    """Write a quantity as from 15.6 on: an integer when it is whole."""
    return int(value) if value == value.to_integral_value() else value.normalize()


@lru_cache(maxsize=1024)
def whole(value: Decimal) -> Decimal:
    """Return a quantity in the form it is kept in: without a point when it is whole."""
    return Decimal(quantity(value))


@lru_cache(maxsize=1024)
def padded(value: Decimal) -> Decimal:
    """Write a quantity as before 15.6: with two decimals at least."""
    exact = value.normalize()
    return exact if _decimals(exact) > 2 else exact.quantize(_TWO_DECIMALS)


@lru_cache(maxsize=1024)
def rate(value: Decimal) -> Decimal:
    """Write a rate: no padding, but one decimal at least (0.05, 0.0)."""
    exact = value.normalize()
    return exact if _decimals(exact) > 1 else exact.quantize(_ONE_DECIMAL)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def datetime_in_minutes(text: str) -> str:
    """Write an instant as before 15.6."""
    return text[:16] + "Z"


def read_datetime(text: str) -> str | None:
    """Return an instant in the stored form, whatever precision and offset it came in; None if it is none."""
    try:
        stored = date_time(instant_of(text))
    except (ValueError, OverflowError):
        return None
    return stored if len(stored) == _STORED_LENGTH else None


def read_date(text: str) -> str | None:
    """Return a date as it is, None if it is none."""
    if not _DATE.fullmatch(text):
        return None
    try:
        date.fromisoformat(text)
    except ValueError:
        return None
    return text


def is_email(text: str) -> bool:
    """Say whether a text can be an e-mail address; answers show the empty text while there is none."""
    return text == "" or (len(text) <= 254 and _EMAIL.fullmatch(text) is not None)


def sane(value: Decimal, most: int = MOST_DIGITS) -> bool:
    """Say whether a number of a request is finite, of no more digits than that, and of a harmless exponent."""
    _, digits, exponent = value.as_tuple()
    return isinstance(exponent, int) and len(digits) <= most and -most <= exponent <= most
