"""What becomes of the coupon items of a container: which count, and what their status is.

Follows the coupon item of the documents page and the coupons of the site archive reference.
"""

from collections import Counter
from collections.abc import Collection

from counterfoil.commerce.promotions.book import PromotionBook
from counterfoil.commerce.redemptions import counted_code
from counterfoil.commerce.terms import Container, Terms
from counterfoil.documents.basket import Basket
from counterfoil.documents.promotion_data import CouponData

_ADHOC = "adhoc"
APPLIED = "applied"
NOT_APPLICABLE = "no_applicable_promotion"


def check_coupons(container: Container, book: PromotionBook, terms: Terms) -> dict[str, str]:
    """Set status and validity of every coupon item; return coupon ids and codes of those that promotions may use."""
    usable: dict[str, str] = {}
    if not container.coupon_items:
        return usable
    seen: Counter[str] = Counter()
    codes: set[tuple[str, str]] = set()
    for item in container.coupon_items:
        if item.status_code == _ADHOC:
            continue
        code = item.code or ""
        coupon = terms.shop.coupons.of_code(code, terms.shopper.coupons)
        item.coupon_id = coupon.coupon_id if coupon is not None else None
        status = "coupon_code_unknown"
        if coupon is not None:
            key = (coupon.coupon_id, counted_code(coupon, code))
            status = (
                _refused(coupon, key in codes, coupon.coupon_id in seen)
                or _limit(container, coupon, key[1], seen[coupon.coupon_id], terms)
                or _activity(coupon, book, terms)
            )
            if status in {NOT_APPLICABLE, "no_active_promotion"}:
                codes.add(key)
                seen[coupon.coupon_id] += 1
        if status == NOT_APPLICABLE and coupon is not None:
            usable.setdefault(coupon.coupon_id, code)
        item.status_code = status
        item.valid = status == NOT_APPLICABLE
    return usable


def usable_coupons(container: Container, terms: Terms) -> dict[str, str]:
    """Return ids and codes of the coupons that count in a calculated container."""
    usable: dict[str, str] = {}
    for item in container.coupon_items or ():
        coupon = terms.shop.coupons.of_code(item.code or "", terms.shopper.coupons) if item.valid else None
        if coupon is not None:
            usable.setdefault(coupon.coupon_id, item.code or "")
    return usable


def mark_applied(container: Container, used: Collection[str], terms: Terms) -> None:
    """Set the status of the coupon items whose coupon made a promotion apply."""
    for item in container.coupon_items or ():
        coupon = terms.shop.coupons.of_code(item.code or "", terms.shopper.coupons)
        if item.status_code == NOT_APPLICABLE and coupon is not None and coupon.coupon_id in used:
            item.status_code = APPLIED


def _refused(coupon: CouponData, same_code: bool, same_coupon: bool) -> str | None:
    if not coupon.enabled_flag:
        return "coupon_disabled"
    if same_code:
        return "coupon_code_already_in_basket"
    if same_coupon and not coupon.redemption_limits.allow_multiple_codes_per_order:
        return "coupon_already_in_basket"
    return None


def _limit(container: Container, coupon: CouponData, code: str, others: int, terms: Terms) -> str | None:
    """Compare with the limits what was redeemed before, and by other codes here; an order has redeemed its codes."""
    if not isinstance(container, Basket):
        return None
    limits, redeemed = coupon.redemption_limits, terms.shopper.redemptions
    times = redeemed.by_code.get((coupon.coupon_id, code), 0)
    if limits.limit_per_code is not None and times >= limits.limit_per_code:
        return "coupon_code_already_redeemed" if limits.limit_per_code == 1 else "redemption_limit_exceeded"
    per_customer = redeemed.by_customer.get(coupon.coupon_id, 0) + others
    if limits.limit_per_customer is not None and per_customer >= limits.limit_per_customer:
        return "customer_redemption_limit_exceeded"
    in_time_frame = redeemed.in_time_frame.get(coupon.coupon_id, 0) + others
    if limits.limit_per_time_frame is not None and in_time_frame >= limits.limit_per_time_frame:
        return "timeframe_redemption_limit_exceeded"
    return None


def _activity(coupon: CouponData, book: PromotionBook, terms: Terms) -> str:
    """Say whether a promotion in force names the coupon; whether one applies is known at the end."""
    offers = book.by_coupon.get(coupon.coupon_id, ())
    active = any(offer.schedule.refusal(terms.now) is None for offer in offers)
    return NOT_APPLICABLE if active else "no_active_promotion"
