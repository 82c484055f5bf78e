"""Order promotions: what they look at, and how their discount is shared.

Follows the order promotion rule of the site archive reference.
"""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from counterfoil.commerce.money import round_to
from counterfoil.commerce.product_specification import Facts, ProductSelection
from counterfoil.commerce.promotions.allocation import tier
from counterfoil.commerce.promotions.combinations import combination
from counterfoil.commerce.promotions.eligibility import Refusal
from counterfoil.commerce.promotions.offer import Offer
from counterfoil.commerce.promotions.slots import Slot
from counterfoil.commerce.prorate import prorate
from counterfoil.commerce.terms import Line, Terms
from counterfoil.documents.promotion_data import PromotionDiscount

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)
_BELOW = "the lowest threshold is {}, the basket has {}"
_NOTHING_QUALIFIES = Refusal("no product in the basket qualifies")
_NOTHING_LEFT = Refusal("there is nothing left to take off")


class OrderLine(Struct, eq=False, gc=False):
    """A priced line, with its price before order promotions and what is left of it after them."""

    slot: Slot
    """Of the product item: conditions on products are asked of it."""
    line: Line
    price: Decimal
    left: Decimal


class OrderPlan(Struct, frozen=True, gc=False):
    """What an order promotion gives, and the lines that share it."""

    discount: PromotionDiscount
    off: Decimal
    lines: Sequence[OrderLine]

    def share(self, unit: Decimal) -> None:
        """Take the discount off the lines, by what is left of their prices."""
        parts = prorate(self.off, [line.left for line in self.lines], unit)
        for line, part in zip(self.lines, parts, strict=True):
            if part:
                line.left -= min(part, line.left)


def order_lines(slots: Sequence[Slot], *, settled: bool = True) -> list[OrderLine]:
    """List the lines of the items and of their options, with what they cost now.

    ``settled`` says that item discounts and the order's own adjustments are worked out already.
    """
    found = []
    for slot in slots:
        for part in (slot, *slot.options):
            after = part.line.price_after_order_discount if settled else None
            found.append(OrderLine(slot, part.line, part.price, part.price if after is None else after))
    return found


def plan_order(offer: Offer, lines: Sequence[OrderLine], terms: Terms) -> OrderPlan | Refusal:
    """Return what an order promotion takes off, or why it takes nothing off."""
    rule, facts = offer.rule, terms.facts
    counted = lines if offer.counts_all else [line for line in lines if _counts(offer, line, facts)]
    qualifying = _named(offer.qualifying, counted, facts)
    if not qualifying:
        return _NOTHING_QUALIFIES
    reached = reached_by(offer, qualifying, facts)
    discount = tier(rule.discounts, reached)
    if discount is None or (offer.qualifying_parts and reached < 1):
        return Refusal(_BELOW, (rule.discounts[0].threshold or 1, reached))
    if discount.type in {"bonus", "bonus_choice"}:
        return OrderPlan(discount, _ZERO, [])
    shared = qualifying if rule.discount_only_qualifying_products else counted
    left = sum([line.left for line in shared], _ZERO)
    off = (discount.amount or _ZERO) if discount.percentage is None else left * discount.percentage / _HUNDRED
    off = min(round_to(off, terms.unit), left)
    return OrderPlan(discount, off, shared) if off > 0 else _NOTHING_LEFT


def threshold_lines(offer: Offer, lines: Sequence[OrderLine], facts: Facts) -> Sequence[OrderLine]:
    """Return the lines that count towards the threshold of an order promotion."""
    return _named(offer.qualifying, [line for line in lines if _counts(offer, line, facts)], facts)


def reached_by(offer: Offer, lines: Sequence[OrderLine], facts: Facts) -> Decimal:
    """Return what is compared with the thresholds: money, units, or combinations."""
    kind = offer.rule.condition_type
    if kind == "product-combination" or (offer.qualifying_parts and kind != "product-quantity"):
        _units, times = combination(offer.qualifying_parts, _slots(lines), facts)
        if kind == "product-combination" or not times:
            return Decimal(times)
    if kind == "product-quantity":
        return sum([slot.free_units for slot in _slots(lines)], _ZERO)
    return sum([_qualifying_price(line) for line in lines], _ZERO)


def _slots(lines: Sequence[OrderLine]) -> list[Slot]:
    return list(dict.fromkeys([line.slot for line in lines]))


def _qualifying_price(line: OrderLine) -> Decimal:
    slot = line.slot
    spent = slot.free_units is not slot.quantity and slot.free_units != slot.quantity
    return line.price * slot.free_units / slot.quantity if spent else line.price


def _counts(offer: Offer, line: OrderLine, facts: Facts) -> bool:
    item = line.slot.item
    if not offer.may_touch(item, facts) or (offer.excluded is not None and offer.excluded.names(item, facts)):
        return False
    if line.line is not item and getattr(line.line, "option_id", None) in offer.untouched_options:
        return False
    return not (offer.rule.exclude_discounted_products and line.slot.applied)


def _named(selection: ProductSelection | None, lines: Sequence[OrderLine], facts: Facts) -> Sequence[OrderLine]:
    if selection is None:
        return lines
    return [line for line in lines if selection.names(line.slot.item, facts)]
