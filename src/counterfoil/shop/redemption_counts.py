"""How often the coupons of a basket or an order were redeemed before, as far as they have limits."""

from collections import Counter
from collections.abc import Mapping

from counterfoil.commerce.redemptions import counted_code, redeemer_of
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.shopper import Redemptions
from counterfoil.commerce.terms import Container
from counterfoil.documents.pricing import CouponItem
from counterfoil.documents.promotion_data import CouponData
from counterfoil.store.interface import Store
from counterfoil.store.records import UseCount

_DAY = 24 * 3600 * 1000
_NONE = UseCount(0, 0)


async def count_redemptions(
    store: Store, shop: Shop, container: Container, many: Mapping[str, str], now: int
) -> Redemptions:
    """Read how often the codes of a container were redeemed, by anybody and by its customer.

    ``many`` are the coupon ids of codes that the store has rows of.
    """
    limited: list[tuple[CouponItem, CouponData]] = []
    for item in container.coupon_items or ():
        coupon = shop.coupons.of_code(item.code or "", many)
        if coupon is not None and _is_limited(coupon):
            limited.append((item, coupon))
    if not limited:
        return Redemptions()
    coupons = {coupon.coupon_id: coupon for _, coupon in limited}
    counted = {item.code or "": counted_code(coupon, item.code or "") for item, coupon in limited}
    customer = redeemer_of(container)
    by_code, by_customer = await store.coupon_counts(shop.site_id, list(coupons), list(counted.values()), customer)
    lately = await _lately(store, shop.site_id, customer, coupons, now)
    return Redemptions(
        by_code={
            key: by_code.get(key, _NONE).uses
            for key in [(coupon.coupon_id, counted[item.code or ""]) for item, coupon in limited]
        },
        by_customer={name: found.uses for name, found in by_customer.items()},
        in_time_frame=lately,
        changes={name: found.changes for name, found in by_customer.items()},
    )


def _is_limited(coupon: CouponData) -> bool:
    limits = coupon.redemption_limits
    wanted = (limits.limit_per_code, limits.limit_per_customer, limits.limit_per_time_frame)
    return any(limit is not None for limit in wanted)


async def _lately(
    store: Store, site_id: str, customer: str, coupons: Mapping[str, CouponData], now: int
) -> Counter[str]:
    """Count the customer's redemptions within the time frame of each coupon that has one."""
    frames = {
        name: (coupon.redemption_limits.time_frame_days or 0) * _DAY
        for name, coupon in coupons.items()
        if coupon.redemption_limits.limit_per_time_frame is not None
    }
    if not frames or not customer:
        return Counter()
    found = await store.redeemed_since(site_id, customer, list(frames), now - max(frames.values()))
    return Counter(name for name, instant in found if instant > now - frames[name])
