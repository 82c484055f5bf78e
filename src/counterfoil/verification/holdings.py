"""What orders hold of coupons and gift certificates, compared with what is counted of them."""

from collections import Counter

import msgspec

from counterfoil.commerce.redemptions import held_by
from counterfoil.documents.order import Order
from counterfoil.store.interface import Store


class Holdings(msgspec.Struct):
    """What the orders hold beside stock, as their documents say."""

    redemptions: set[tuple[str, str, str, str, str]] = set()
    """Site, order, coupon, code and customer."""
    payments: dict[tuple[str, str, str], tuple[str, int]] = {}
    """By site, order and payment instrument: merchant id and thousandths."""

    def add(self, site_id: str, order: Order) -> None:
        """Count in what an order holds."""
        held = held_by(order)
        order_no = order.order_no or ""
        self.redemptions.update((site_id, order_no, *coupon) for coupon in held.coupons)
        for instrument_id, paid in held.paid.items():
            self.payments[site_id, order_no, instrument_id] = (paid.merchant_id, int(paid.amount * 1000))


async def coupon_breaches(store: Store, holdings: Holdings) -> list[str]:
    """Compare redemptions with the orders that hold them, and counts with redemptions."""
    breaches = []
    found: set[tuple[str, str, str, str, str]] = set()
    counts: Counter[tuple[str, str, str]] = Counter()
    async for use, imported in store.all_redemptions():
        if not imported:
            found.add((use.site_id, use.order_no, use.coupon_id, use.code, use.customer))
        counts[use.site_id, use.coupon_id, f"code:{use.code}"] += 1
        if use.customer:
            counts[use.site_id, use.coupon_id, f"customer:{use.customer}"] += 1
    for redeemed in sorted(found ^ holdings.redemptions):
        said = "is redeemed and not held" if redeemed in found else "is held and not redeemed"
        breaches.append(f"order {redeemed[1]} of {redeemed[0]}: coupon {redeemed[2]} {said}")
    async for site_id, coupon_id, subject, uses in store.all_coupon_counts():
        made = counts.pop((site_id, coupon_id, subject), 0)
        if uses != made:
            breaches.append(f"coupon {coupon_id} of {site_id}: a count is {uses}, its redemptions are {made}")
    breaches += [f"coupon {key[1]} of {key[0]}: redemptions are not counted" for key in sorted(counts)]
    return breaches


async def gift_certificate_breaches(store: Store, holdings: Holdings) -> list[str]:
    """Compare payments with the orders that hold them, and balances with payments."""
    breaches = []
    spent: Counter[tuple[str, str]] = Counter()
    expected = dict(holdings.payments)
    async for site_id, order_no, instrument_id, merchant_id, amount in store.all_gift_certificate_uses():
        spent[site_id, merchant_id] += amount
        if expected.pop((site_id, order_no, instrument_id), None) != (merchant_id, amount):
            breaches.append(f"order {order_no} of {site_id}: it holds another payment from certificate {merchant_id}")
    breaches += [f"order {key[1]} of {key[0]}: its gift certificate was not charged" for key in sorted(expected)]
    async for row in store.all_gift_certificates():
        left = row.amount - row.imported - spent[row.site_id, row.merchant_id]
        if row.balance != left:
            place = f"gift certificate {row.merchant_id} of {row.site_id}"
            breaches.append(f"{place}: the balance is {row.balance}, what was not spent is {left} thousandths")
    return breaches
