"""How much an agent may take off by manual price adjustments: limits by role, in percent or in money.

Follows the limits of the order lifecycle reference and the limit specifications of the site archive. Several roles
allow what the most generous one allows; without any limit of a type, everything.
"""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import NamedTuple

from counterfoil.commerce.manual_adjustments import ORDER, PRODUCT, SHIPPING, Place, places_of
from counterfoil.commerce.money import quantum, round_to
from counterfoil.commerce.terms import Container
from counterfoil.documents.organization_data import PERCENT, AdjustmentLimit
from counterfoil.documents.pricing import PriceAdjustmentLimit

LIMIT_TYPES = {PRODUCT: "item", SHIPPING: "shipping", ORDER: "order"}
"""What limits call the levels of adjustments."""
RoleLimits = Sequence[Sequence[AdjustmentLimit]]
"""The limits of each of an agent's roles, on one site."""
_HUNDRED = Decimal(100)


class Excess(NamedTuple):
    """A place where more is taken off than a limit allows."""

    type: str
    maximum: Decimal
    item_id: str


def find_excess(container: Container, agent: str, roles: RoleLimits) -> Excess | None:
    """Return the first place of a calculated container where an agent's own adjustments exceed his limits."""
    for place in places_of(container):
        taken_off = -sum((own.price for own in place.manual if own.discounted_by == agent and own.price), Decimal(0))
        price = _price_before(place)
        if taken_off <= 0 or price is None:
            continue
        most = maximum(roles, LIMIT_TYPES[place.level], price, container.currency or "")
        if most is not None and taken_off > most:
            return Excess(LIMIT_TYPES[place.level], most, place.item_id)
    return None


def maximum(roles: RoleLimits, limit_type: str, price: Decimal, currency: str) -> Decimal | None:
    """Return how much may be taken off a price; None if nothing limits it."""
    limited = [[limit for limit in limits if limit.type == limit_type] for limits in roles]
    return max((_of_role(limits, price, currency) for limits in limited if limits), default=None)


def limit_documents(roles: RoleLimits, limit_types: Collection[str]) -> list[PriceAdjustmentLimit]:
    """Return the greatest limit of each type and unit, as the API shows them."""
    greatest: dict[tuple[str, str], Decimal] = {}
    for limits in roles:
        for limit in limits:
            key = (limit.type, limit.unit)
            greatest[key] = max(limit.amount, greatest.get(key, limit.amount))
    return [
        PriceAdjustmentLimit(type=limit_type, percent=greatest[limit_type, unit])
        if unit == PERCENT
        else PriceAdjustmentLimit(type=limit_type, amount=greatest[limit_type, unit], currency=unit)
        for limit_type, unit in sorted(greatest)
        if limit_type in limit_types
    ]


def _of_role(limits: Sequence[AdjustmentLimit], price: Decimal, currency: str) -> Decimal:
    """Return what one role allows: of percentage and amount the lower one, nothing in a currency left out."""
    unit = quantum(currency)
    bounds = [round_to(price * limit.amount / _HUNDRED, unit) for limit in limits if limit.unit == PERCENT]
    amounts = [limit for limit in limits if limit.unit != PERCENT]
    if amounts:
        allowed = max((limit.amount for limit in amounts if limit.unit == currency), default=Decimal(0))
        bounds.append(round_to(allowed, unit))
    return min(bounds)


def _price_before(place: Place) -> Decimal | None:
    """Return the price that a place's adjustments start from."""
    if isinstance(place.holder, Container):
        return place.holder.product_sub_total
    return place.holder.price
