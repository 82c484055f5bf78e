"""What was worked out of products for lines before: name, unit price and tax class, remembered with the shop.

A product's prices depend on the instant only by the dates of its books and tables, so that what is found holds from
the last of these dates to the next.
"""

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from counterfoil.documents.shop_data import ProductView

EVER = 1 << 62
"""Later, and as a negative number earlier, than any instant."""
_MOST_REMEMBERED = 20_000


class KnownProduct(Struct, frozen=True, gc=False):
    """A product as lines of a quantity, a currency and a locale show it."""

    view: ProductView
    """What it was worked out of; held, so that its identity stays its own."""
    since: int
    until: int
    """The first instant at which it may be otherwise."""
    name: str
    price: Decimal | None
    tax_class_id: str | None


class KnownProducts:
    """The products remembered, by the identity of their views: these are never changed, only replaced."""

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: dict[tuple[int, Decimal, str, str], KnownProduct] = {}

    def find(self, view: ProductView, quantity: Decimal, currency: str, locale: str, now: int) -> KnownProduct | None:
        """Return what is known of a product at an instant, or None."""
        known = self._found.get((id(view), quantity, currency, locale))
        return known if known is not None and known.since <= now < known.until else None

    def keep(self, known: KnownProduct, quantity: Decimal, currency: str, locale: str) -> None:
        """Remember a product."""
        if len(self._found) >= _MOST_REMEMBERED:
            self._found.clear()
        self._found[id(known.view), quantity, currency, locale] = known


def holds_between(dates: Iterable[int | None], now: int) -> tuple[int, int]:
    """Return the last of some dates up to an instant, and the first one after it."""
    since, until = -EVER, EVER
    for date in dates:
        if date is not None:
            if date <= now:
                since = max(since, date)
            else:
                until = min(until, date)
    return since, until
