"""The items of a container while promotions are applied: what is left of their prices, and who touched them."""

from collections.abc import Iterable
from decimal import Decimal

from counterfoil.commerce.adjustments import adjusted
from counterfoil.commerce.promotions.offer import Offer
from counterfoil.commerce.terms import Line, Terms
from counterfoil.documents.items import ProductItem
from counterfoil.documents.pricing import PriceAdjustment

_ONE = Decimal(1)


class Slot:
    """A product item, or an option of one, with its price after what applied so far."""

    __slots__ = ("adjustments", "applied", "item", "line", "options", "price", "quantity", "spent")

    def __init__(self, line: Line, item: ProductItem, price: Decimal) -> None:
        self.line = line
        self.item = item
        """The product item itself, of an option the one it belongs to."""
        self.quantity = line.quantity or _ONE
        self.price = price
        self.applied: list[Offer] = []
        self.spent = Decimal(0)
        """Units that may not qualify for another promotion."""
        self.adjustments: list[PriceAdjustment] = []
        self.options: list[Slot] = []

    @property
    def each(self) -> Decimal:
        """Return the price of a unit."""
        return self.price / self.quantity

    @property
    def free_units(self) -> Decimal:
        """Return the units that may qualify."""
        return self.quantity - self.spent

    def price_of(self, units: Decimal) -> Decimal:
        """Return the price of some of the units."""
        return self.price if units == self.quantity else self.price * units / self.quantity

    def key(self) -> str:
        """Return what items are told apart by, whatever their order."""
        return self.line.item_id or ""


Units = list[tuple[Slot, Decimal]]
"""Some of the units of some items."""


def slots_of(items: Iterable[ProductItem], terms: Terms) -> list[Slot]:
    """Make a slot of every item that has a price, sorted by item ids so that the order of the lines decides nothing."""
    found = []
    for item in items:
        slot = _slot(item, item, terms)
        if slot is None:
            continue
        for option in item.option_items or ():
            part = _slot(option, item, terms)
            if part is not None:
                slot.options.append(part)
        found.append(slot)
    found.sort(key=Slot.key)
    return found


def _slot(line: Line, item: ProductItem, terms: Terms) -> Slot | None:
    if line.price is None or (line.quantity is not None and line.quantity <= 0):
        return None
    price = line.price
    if line.price_adjustments:
        price = adjusted(price, line.quantity or _ONE, line.price_adjustments, terms)
    return Slot(line, item, price)
