"""What a discount takes off the units it is for.

Follows the discount values of the site archive reference: no price falls below zero, and none is raised.
"""

from collections.abc import Callable
from decimal import Decimal

from msgspec import Struct

from counterfoil.commerce.money import round_to
from counterfoil.commerce.prices import book_price
from counterfoil.commerce.promotions.allocation import Allocation
from counterfoil.commerce.promotions.offer import Offer
from counterfoil.commerce.promotions.slots import Slot, Units
from counterfoil.commerce.prorate import prorate
from counterfoil.commerce.terms import Terms
from counterfoil.documents.promotion_data import PromotionDiscount

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)


class Share(Struct, frozen=True, gc=False):
    """What an item is discounted by."""

    slot: Slot
    off: Decimal
    units: Decimal
    discount: PromotionDiscount


def shares_of(offer: Offer, allocation: Allocation, terms: Terms) -> list[Share]:
    """Return what an allocation takes off each item; items that keep their price are left out."""
    discount = allocation.discount
    if discount.type == "percentage_off_options":
        return _of_options(offer, allocation, terms)
    if discount.type == "total_fixed_price" or (allocation.whole and discount.type == "amount"):
        return _of_all_together(allocation, terms)
    found = _of_each(allocation, terms)
    if offer.data.prorate_across_eligible_items_flag and allocation.bought:
        return _spread(sum((share.off for share in found), _ZERO), allocation, terms)
    return found


def _of_each(allocation: Allocation, terms: Terms) -> list[Share]:
    """Return what a discount takes off the units of each item by itself, never more than their price."""
    discount, unit, found = allocation.discount, terms.unit, []
    off_of = _off(discount, terms)
    for slot, units in allocation.units:
        price = most = slot.price
        if units is not slot.quantity and units != slot.quantity:
            price = slot.price_of(units)
            most = min(round_to(price, unit), slot.price)
        off = round_to(off_of(price, slot, units), unit)
        off = min(off, most)
        if off > 0:
            found.append(Share(slot, off, units, discount))
    return found


def _off(discount: PromotionDiscount, terms: Terms) -> Callable[[Decimal, Slot, Decimal], Decimal]:
    """Return the function that says what a discount takes off some units of an item, by their price."""
    amount = discount.amount or _ZERO
    fraction = (discount.percentage or _ZERO) / _HUNDRED

    def to_book(price: Decimal, slot: Slot, units: Decimal) -> Decimal:
        each = _price_in_book(discount, slot, terms)
        return _ZERO if each is None else price - each * units

    found: dict[str, Callable[[Decimal, Slot, Decimal], Decimal]] = {
        "percentage": lambda price, _slot, _units: price * fraction,
        "amount": lambda _price, _slot, units: amount * units,
        "fixed_price": lambda price, _slot, units: price - amount * units,
        "price_book_price": to_book,
        "free": lambda price, _slot, _units: price,
    }
    return found.get(discount.type, lambda _price, _slot, _units: _ZERO)


def _price_in_book(discount: PromotionDiscount, slot: Slot, terms: Terms) -> Decimal | None:
    view = terms.products.get(slot.item.product_id or "")
    chain = terms.shop.named_chains.get(discount.price_book_id or "")
    if view is None or not chain or chain[0].currency != terms.currency:
        return None
    return book_price(view, slot.quantity, terms.currency, terms.now, (chain,))


def _of_all_together(allocation: Allocation, terms: Terms) -> list[Share]:
    """Take a sum off all units together, each item by its price."""
    amount = allocation.discount.amount or _ZERO
    total = sum((slot.price_of(units) for slot, units in allocation.units), _ZERO)
    off = amount if allocation.discount.type == "amount" else total - amount * allocation.applications
    return _split(min(round_to(off, terms.unit), round_to(total, terms.unit)), allocation.units, allocation, terms)


def _spread(off: Decimal, allocation: Allocation, terms: Terms) -> list[Share]:
    """Spread a discount over all units that were needed for it."""
    merged: dict[int, tuple[Slot, Decimal]] = {}
    for slot, units in (*allocation.bought, *allocation.units):
        merged[id(slot)] = (slot, merged.get(id(slot), (slot, _ZERO))[1] + units)
    return _split(off, sorted(merged.values(), key=lambda pair: pair[0].key()), allocation, terms)


def _split(off: Decimal, units: Units, allocation: Allocation, terms: Terms) -> list[Share]:
    if off <= 0:
        return []
    units = sorted(units, key=lambda pair: pair[0].key())
    parts = prorate(off, [slot.price_of(count) for slot, count in units], terms.unit)
    return [
        Share(slot, min(part, slot.price), count, allocation.discount)
        for (slot, count), part in zip(units, parts, strict=True)
        if part > 0
    ]


def _of_options(offer: Offer, allocation: Allocation, terms: Terms) -> list[Share]:
    discount, found = allocation.discount, []
    for slot, _units in allocation.units:
        for option in slot.options:
            option_id = getattr(option.line, "option_id", None)
            named = not discount.option_ids or option_id in discount.option_ids
            if named and option_id not in offer.untouched_options:
                off = round_to(option.price * (discount.percentage or _ZERO) / _HUNDRED, terms.unit)
                if off > 0:
                    found.append(Share(option, min(off, option.price), option.quantity, discount))
    return found
