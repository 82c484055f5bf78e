"""What an order holds beside its stock: coupons redeemed and amounts taken from gift certificates.

Follows the status model of the order lifecycle reference: an order that fails or is cancelled holds nothing.
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from msgspec.structs import replace

from counterfoil import faults
from counterfoil.commerce.shopper import Redemptions
from counterfoil.commerce.terms import Container
from counterfoil.documents.basket import Basket
from counterfoil.documents.flash_types import INVALID_COUPON_CODE
from counterfoil.documents.order import Order
from counterfoil.documents.pricing import CouponItem
from counterfoil.documents.promotion_data import CouponData

HOLDS_NOTHING = frozenset({"failed", "cancelled"})
APPLIED = "applied"
"""The status of a coupon item that has brought a discount: only such a one is used up by an order."""


class Paid(NamedTuple):
    """What an instrument took from a gift certificate."""

    merchant_id: str
    amount: Decimal


class Redeemed(NamedTuple):
    """A coupon that is used up: by whom, and the code in the form in which its uses are counted."""

    coupon_id: str
    code: str
    customer: str


class Held(NamedTuple):
    """What an order holds: coupons, and payments by payment instrument."""

    coupons: frozenset[Redeemed] = frozenset()
    paid: Mapping[str, Paid] = MappingProxyType({})


NOTHING = Held()


def held_by(order: Order) -> Held:
    """Return what an order holds as it stands."""
    if order.status in HOLDS_NOTHING:
        return NOTHING
    coupons: list[Redeemed] = []
    for item in order.coupon_items or ():
        if item.coupon_id and item.redeemed_code:
            coupons.append(Redeemed(item.coupon_id, item.redeemed_code, item.redeemed_by or ""))
    paid: dict[str, Paid] = {}
    for found in order.payment_instruments or ():
        if found.redeemed and found.merchant_id:
            paid[found.payment_instrument_id or ""] = Paid(found.merchant_id, found.redeemed)
    return Held(frozenset(coupons), paid) if coupons or paid else NOTHING


def may_redeem_again(order: Order, coupons: Mapping[str, CouponData], known: Redemptions) -> bool:
    """Say whether an order that gave its coupons back may have them again: enabled ones, within their limits."""
    for item in order.coupon_items or ():
        if not (item.coupon_id and item.redeemed_code):
            continue
        coupon = coupons.get(item.coupon_id)
        if coupon is None or not coupon.enabled_flag:
            return False
        limits, of_customer = coupon.redemption_limits, (known.by_customer, known.in_time_frame)
        uses = [known.by_code.get((item.coupon_id, item.redeemed_code), 0)]
        uses += [found.get(item.coupon_id, 0) for found in of_customer]
        most = (limits.limit_per_code, limits.limit_per_customer, limits.limit_per_time_frame)
        if any(limit is not None and count >= limit for count, limit in zip(uses, most, strict=True)):
            return False
    return True


def redeemer_of(container: Container) -> str:
    """Return who redeems: the customer's number, else his e-mail; empty is nobody."""
    info = container.customer_info
    return (info.customer_no or (info.email or "").strip().lower()) if info else ""


def redeem_coupons(order: Order, coupons: Mapping[str, CouponData]) -> None:
    """Mark the coupon items that a new order uses up; the basket keeps its own."""
    if order.coupon_items:
        order.coupon_items = [_redeemed(item, order, coupons) for item in order.coupon_items]


def _redeemed(item: CouponItem, order: Order, coupons: Mapping[str, CouponData]) -> CouponItem:
    coupon = coupons.get(item.coupon_id or "")
    if item.status_code != APPLIED or coupon is None or not item.code:
        return item
    return replace(item, redeemed_code=counted_code(coupon, item.code), redeemed_by=redeemer_of(order))


def check_coupons(basket: Basket) -> None:
    """Refuse a basket with a coupon that is not valid any more; fault VALIDATION."""
    if any(item.valid is False for item in basket.coupon_items or ()):
        raise faults.VALIDATION(flashes=INVALID_COUPON_CODE.name)


def counted_code(coupon: CouponData, code: str) -> str:
    """Return the form in which the uses of a code are counted: alike for all that are typed for one code."""
    return code.strip().casefold() if coupon.case_insensitive else code.strip()


def sold_state(status: str | None) -> tuple[bool, bool]:
    """Say whether the gift certificates that an order sold are issued, and enabled, in a status of the order."""
    return status not in ("created", "failed", None), status not in HOLDS_NOTHING
