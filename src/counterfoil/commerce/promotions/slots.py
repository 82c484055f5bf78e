"""The items of a container while promotions are applied: what is left of their prices, and who touched them."""

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from counterfoil.commerce.adjustments import adjusted
from counterfoil.commerce.promotions.offer import Offer
from counterfoil.commerce.terms import Line, Terms
from counterfoil.documents.items import ProductItem
from counterfoil.documents.pricing import PriceAdjustment

_ONE = Decimal(1)


class Slot(Struct, eq=False, gc=False):
    """A product item, or an option of one, with its price after what applied so far."""

    line: Line
    item: ProductItem
    """The product item itself, of an option the one it belongs to."""
    quantity: Decimal
    price: Decimal
    free_units: Decimal
    """Those that may qualify; the others have been spent on a promotion."""
    each: Decimal
    """The price of a unit."""
    qualifies: bool = True
    """Whether there are units that may qualify."""
    applied: list[Offer] = []
    plain: bool = True
    """Whether all that applied go together with any other that does."""
    adjustments: list[PriceAdjustment] = []
    options: list["Slot"] = []

    def take_off(self, off: Decimal, adjustment: PriceAdjustment) -> None:
        """Lower the price by an adjustment."""
        self.price -= off
        self.each = self.price / self.quantity
        self.adjustments.append(adjustment)

    def apply(self, offer: Offer) -> None:
        """Note that a promotion touches the item."""
        self.applied.append(offer)
        self.plain = self.plain and offer.plain

    def spend(self, units: Decimal) -> None:
        """Keep some of the units from qualifying for another promotion."""
        left = self.free_units - units
        self.qualifies = left > 0
        self.free_units = left if self.qualifies else self.quantity - self.quantity

    def price_of(self, units: Decimal) -> Decimal:
        """Return the price of some of the units."""
        return self.price if units is self.quantity or units == self.quantity else self.price * units / self.quantity

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
    quantity = line.quantity or _ONE
    return Slot(line, item, quantity, price, quantity, price / quantity)
