"""Shipping promotions: what they look at in a shipment, and what they take off its shipping cost.

Follows the shipping promotion rule of the site archive reference.
"""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from counterfoil.commerce.money import round_to
from counterfoil.commerce.product_specification import Facts
from counterfoil.commerce.promotions.allocation import tier
from counterfoil.commerce.promotions.eligibility import Refusal
from counterfoil.commerce.promotions.offer import Offer
from counterfoil.commerce.promotions.order_discounts import OrderLine
from counterfoil.commerce.promotions.order_discounts import reached_by as reached_by_lines
from counterfoil.commerce.terms import Container, Terms
from counterfoil.documents.promotion_data import PromotionDiscount

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)
_BELOW = "the lowest threshold is {}, the shipment has {}"
_OTHER_METHOD = Refusal("the shipping method is none of its methods")
_NOTHING_QUALIFIES = Refusal("no product of the shipment qualifies")
_OTHERS = Refusal("the shipment has products that do not qualify")


class Parcel(Struct, frozen=True, eq=False, gc=False):
    """A shipment as shipping promotions see it: its lines with their prices after order promotions."""

    shipment_id: str | None
    method_id: str | None
    lines: Sequence[OrderLine]


def parcels_of(container: Container, lines: Sequence[OrderLine], *, settled: bool = True) -> list[Parcel]:
    """Return the shipments that have priced lines; ``settled`` says that order discounts are worked out already."""
    found = []
    for shipment in container.shipments or ():
        own = [line for line in lines if line.slot.item.shipment_id == shipment.shipment_id]
        for line in own:
            after = line.line.price_after_order_discount if settled else None
            line.price = line.price if after is None else after
        if own:
            chosen = shipment.shipping_method
            found.append(Parcel(shipment.shipment_id, chosen.id if chosen is not None else None, own))
    return found


def discount_for(offer: Offer, parcel: Parcel, terms: Terms) -> PromotionDiscount | Refusal:
    """Return the discount that a shipment gets, or why it gets none."""
    rule, facts = offer.rule, terms.facts
    if rule.shipping_methods and parcel.method_id not in rule.shipping_methods:
        return _OTHER_METHOD
    qualifying = threshold_parcel(offer, parcel, facts)
    if not qualifying:
        return _NOTHING_QUALIFIES
    restricts = offer.qualifying is not None or offer.untouched is not None
    if restricts and rule.prohibit_nonqualifying_products and len(qualifying) < len(parcel.lines):
        return _OTHERS
    reached = reached_by_lines(offer, qualifying, facts)
    discount = tier(rule.discounts, reached)
    if discount is None or (offer.qualifying_parts and reached < 1):
        return Refusal(_BELOW, (rule.discounts[0].threshold or 1, reached))
    return discount


def threshold_parcel(offer: Offer, parcel: Parcel, facts: Facts) -> Sequence[OrderLine]:
    """Return the lines of a shipment that count towards the threshold of a shipping promotion."""
    found = parcel.lines
    if offer.untouched is not None:
        found = [line for line in found if offer.may_touch(line.slot.item, facts)]
    if offer.qualifying is not None:
        found = [line for line in found if offer.qualifying.names(line.slot.item, facts)]
    return found


def taken_off(discount: PromotionDiscount, price: Decimal, quantity: Decimal, terms: Terms) -> Decimal:
    """Return what a discount takes off a shipping price, never more than all of it."""
    if discount.type in {"free", "free_shipping"}:
        off = price
    elif discount.type == "percentage":
        off = price * (discount.percentage or _ZERO) / _HUNDRED
    elif discount.type == "amount":
        off = discount.amount or _ZERO
    else:
        off = price - (discount.amount or _ZERO) * quantity
    return max(_ZERO, min(round_to(off, terms.unit), price))
