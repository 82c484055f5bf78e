"""The walk over everything stored.

Digests fit the documents, order numbers and baskets of orders are unique, the parts of an order add up to its
total, nothing stored is a security code or a whole card number, coupons, gift certificates and stock count exactly what
orders and baskets hold of them, and searches find every order once.
"""

from collections.abc import Iterator

import msgspec

from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.store.interface import Store
from counterfoil.store.records import BasketEntry, OrderEntry
from counterfoil.verification.containers import body_breaches, content_breaches
from counterfoil.verification.customers import customer_breaches
from counterfoil.verification.holdings import Holdings, coupon_breaches, gift_certificate_breaches
from counterfoil.verification.reservations import Reservations
from counterfoil.verification.searches import Searches


class Verdict(msgspec.Struct):
    """What was looked at and what was found."""

    orders: int = 0
    baskets: int = 0
    customers: int = 0
    breaches: list[str] = []


async def verify(store: Store) -> Verdict:
    """Check every basket, order and customer of a store."""
    verdict = Verdict()
    holdings = Holdings()
    submitted = await _orders(store, verdict, holdings)
    await _baskets(store, verdict, submitted)
    verdict.breaches += await coupon_breaches(store, holdings)
    verdict.breaches += await gift_certificate_breaches(store, holdings)
    async for row in store.all_customers():
        verdict.customers += 1
        place = f"customer {row.customer_no} of {row.list_id}"
        verdict.breaches.extend(f"{place}: {text}" for text in customer_breaches(row))
    return verdict


async def _orders(store: Store, verdict: Verdict, holdings: Holdings) -> set[tuple[str, str]]:
    """Check the orders and what searches find of them; return the baskets that they were."""
    numbers: set[tuple[str, str]] = set()
    baskets: set[tuple[str, str]] = set()
    searches = Searches(store)
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
        verdict.breaches += await searches.add(entry.columns)
    verdict.breaches += await searches.finish()
    return baskets


async def _baskets(store: Store, verdict: Verdict, submitted: set[tuple[str, str]]) -> None:
    reservations = await Reservations.read(store)
    async for kept in store.all_baskets():
        verdict.baskets += 1
        key = (kept.columns.site_id, kept.columns.basket_id)
        place = f"basket {key[1]} of {key[0]}"
        verdict.breaches.extend(f"{place}: {text}" for text in _basket(kept, reservations))
        if key in submitted:
            verdict.breaches.append(f"{place}: it was submitted and is still there")
    verdict.breaches += await reservations.compare_stock(store)


def _basket(entry: BasketEntry, reservations: Reservations) -> Iterator[str]:
    yield from body_breaches(entry.body, entry.intact)
    try:
        basket = stored.decode(Basket, entry.body)
    except msgspec.DecodeError:
        yield "the document cannot be read"
        return
    if basket.basket_id != entry.columns.basket_id:
        yield f"the document names basket {basket.basket_id}"
    yield from content_breaches(basket)
    yield from reservations.basket_breaches(entry.columns, basket)


def _order(entry: OrderEntry, holdings: Holdings) -> Iterator[str]:
    yield from body_breaches(entry.body, entry.intact)
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
    yield from content_breaches(order)
