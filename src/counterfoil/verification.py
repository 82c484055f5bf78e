"""What must hold of everything stored; each breach is one sentence.

Digests fit the documents, order numbers and baskets of orders are unique, the parts of an order add up to its
total, nothing stored is a security code or a whole card number, and coupons and gift certificates count exactly what
orders hold of them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from counterfoil.commerce.payment import refuse_card_numbers
from counterfoil.commerce.redemptions import held_by
from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.faults import Fault
from counterfoil.store.interface import Store
from counterfoil.store.records import BasketEntry, OrderEntry

_FORBIDDEN = re.compile(rb'"(security_code|number|cvn|cvv)"\s*:')
_ZERO = Decimal(0)


class Verdict(msgspec.Struct):
    """What was looked at and what was found."""

    orders: int = 0
    baskets: int = 0
    breaches: list[str] = []


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


async def verify(store: Store) -> Verdict:
    """Check every basket and order of a store."""
    verdict = Verdict()
    holdings = Holdings()
    numbers: set[tuple[str, str]] = set()
    baskets: set[tuple[str, str]] = set()
    async for entry in store.all_orders():
        verdict.orders += 1
        key = (entry.columns.site_id, entry.columns.order_no)
        if key in numbers:
            verdict.breaches.append(f"order {key[1]} of {key[0]}: the number is not unique")
        numbers.add(key)
        if entry.columns.basket_id is not None:
            basket = (entry.columns.site_id, entry.columns.basket_id)
            if basket in baskets:
                verdict.breaches.append(f"order {key[1]} of {key[0]}: its basket {basket[1]} has another order")
            baskets.add(basket)
        verdict.breaches.extend(f"order {key[1]} of {key[0]}: {text}" for text in _order(entry, holdings))
    async for kept in store.all_baskets():
        verdict.baskets += 1
        place = f"basket {kept.columns.basket_id} of {kept.columns.site_id}"
        verdict.breaches.extend(f"{place}: {text}" for text in _basket(kept))
        if (kept.columns.site_id, kept.columns.basket_id) in baskets:
            verdict.breaches.append(f"{place}: it was submitted and is still there")
    verdict.breaches += await _coupons(store, holdings)
    verdict.breaches += await _gift_certificates(store, holdings)
    return verdict


def _basket(entry: BasketEntry) -> Iterator[str]:
    yield from _bytes(entry.body, entry.intact)
    try:
        basket = stored.decode(Basket, entry.body)
    except msgspec.DecodeError:
        yield "the document cannot be read"
        return
    if basket.basket_id != entry.columns.basket_id:
        yield f"the document names basket {basket.basket_id}"
    yield from _content(basket)


def _order(entry: OrderEntry, holdings: Holdings) -> Iterator[str]:
    yield from _bytes(entry.body, entry.intact)
    try:
        order = stored.decode(Order, entry.body)
    except msgspec.DecodeError:
        yield "the document cannot be read"
        return
    if order.order_no != entry.columns.order_no:
        yield f"the document names order {order.order_no}"
    if order.status != entry.columns.status:
        yield f"the status is {order.status} in the document and {entry.columns.status} beside it"
    if order.order_total is None:
        yield "there is no total"
    holdings.add(entry.columns.site_id, order)
    yield from _content(order)


def _bytes(body: bytes, intact: bool) -> Iterator[str]:
    if not intact:
        yield "the document is not the one that was stored: its digest differs"
    if _FORBIDDEN.search(body):
        yield "the document has a property for a security code or a card number"


def _content(container: Basket | Order) -> Iterator[str]:
    """Look for card numbers, and compare the totals with the sums of their parts once they are computed."""
    for instrument in container.payment_instruments or ():
        try:
            refuse_card_numbers(instrument, "order_payment_instrument")
        except Fault:
            yield f"payment instrument {instrument.payment_instrument_id} holds what may be a whole card number"
    if container.order_total is None:
        return
    lines = [line for item in container.product_items or () for line in (item, *(item.option_items or ()))]
    items = sum((line.price_after_item_discount or _ZERO for line in lines), _ZERO)
    discounts = sum((adjustment.price or _ZERO for adjustment in container.order_price_adjustments or ()), _ZERO)
    shipping = sum((item.price_after_item_discount or _ZERO for item in container.shipping_items or ()), _ZERO)
    certificates = sum((item.amount or _ZERO for item in container.gift_certificate_items or ()), _ZERO)
    tax = (container.adjusted_merchandize_total_tax or _ZERO) + (container.adjusted_shipping_total_tax or _ZERO)
    total = items + discounts + shipping + certificates
    if container.taxation != "gross":
        total += tax
    expected = {
        "product_sub_total": (container.product_sub_total, items),
        "product_total": (container.product_total, items + discounts),
        "shipping_total": (container.shipping_total, shipping),
        "tax_total": (container.tax_total, tax),
        "order_total": (container.order_total, total),
    }
    for name, (kept, made) in expected.items():
        if kept != made:
            yield f"{name} is {kept}, its parts add up to {made}"


async def _coupons(store: Store, holdings: Holdings) -> list[str]:
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


async def _gift_certificates(store: Store, holdings: Holdings) -> list[str]:
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
