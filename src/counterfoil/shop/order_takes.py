"""What an order takes and gives back beside stock: coupons, gift certificates it is paid with, and those it sells.

It is worked out from what the order held before and holds now, whoever changed it.
"""

from counterfoil import faults
from counterfoil.commerce.redemptions import NOTHING, Held, held_by, sold_state
from counterfoil.documents.order import Order
from counterfoil.shop.call import Call
from counterfoil.store.records import CertificateState, CertificateUse, CouponUse, Take


async def redemption_takes(call: Call, order: Order, before: Held = NOTHING) -> list[Take]:
    """Return the coupons and gift certificates that an order redeems or gives back.

    Fault INVALID_COUPON_CODE for a coupon that the customer used up within its time frame.
    """
    after = held_by(order)
    if after == before:
        return []
    if after.coupons - before.coupons:
        await call.load_shopper(order)
    return [*_coupons(call, order, before, after), *_payments(call, order, before, after)]


def sold_takes(call: Call, order: Order, status_before: str | None) -> list[Take]:
    """Return the new state of the gift certificates an order sold."""
    issued, enabled = sold_state(order.status)
    if not order.gift_certificate_items or (issued, enabled) == sold_state(status_before):
        return []
    return [CertificateState(call.site_id, order.order_no or "", issued, enabled)]


def _coupons(call: Call, order: Order, before: Held, after: Held) -> list[CouponUse]:
    uses = []
    for held in sorted(before.coupons ^ after.coupons):
        use = CouponUse(call.site_id, held.coupon_id, held.code, order.order_no or "", held.customer, call.now)
        coupon = call.site.shop.coupons.by_id.get(held.coupon_id)
        if held in before.coupons:
            use = use._replace(back=True)
        elif coupon is not None:
            limits = coupon.redemption_limits
            use = use._replace(limit_per_code=limits.limit_per_code, limit_per_customer=limits.limit_per_customer)
            if limits.limit_per_time_frame is not None:
                if call.shopper.redemptions.in_time_frame.get(held.coupon_id, 0) >= limits.limit_per_time_frame:
                    raise faults.INVALID_COUPON_CODE(coupon_code=held.code)
                use = use._replace(unchanged_since=call.shopper.redemptions.changes.get(held.coupon_id, 0))
        uses.append(use)
    return uses


def _payments(call: Call, order: Order, before: Held, after: Held) -> list[CertificateUse]:
    uses = []
    for instrument_id in sorted({*before.paid, *after.paid}):
        was, now = before.paid.get(instrument_id), after.paid.get(instrument_id)
        if was == now:
            continue
        for merchant_id in sorted({paid.merchant_id for paid in (was, now) if paid}):
            uses.append(
                CertificateUse(
                    site_id=call.site_id,
                    merchant_id=merchant_id,
                    order_no=order.order_no or "",
                    payment_instrument_id=instrument_id,
                    currency=order.currency or call.site.shop.currency,
                    before=int(was.amount * 1000) if was and was.merchant_id == merchant_id else 0,
                    after=int(now.amount * 1000) if now and now.merchant_id == merchant_id else 0,
                )
            )
    return uses
