"""Orders as a shop has them after two years, made quickly: the document of one real order, with other values in it."""

import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

from counterfoil.documents import stored
from counterfoil.documents.items import ProductItem
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentInstrument, PaymentCard
from counterfoil.documents.pricing import CouponItem
from counterfoil.documents.shipment import ShippingMethod
from counterfoil.store.jobs import Engine, Statement
from counterfoil.store.orders import INSERT_ORDER, PUT_PENDING
from counterfoil.store.records import OrderColumns
from counterfoil.timestamps import date_time

READ_ORDER = "select body, revision from orders where site_id = $1 and order_no = $2"
CHANGE_ORDER = """update orders set status = $3, body = $4, digest = $5, revision = $6
    where site_id = $1 and order_no = $2"""
SITE = "RefArch"
DAYS = 730
PRODUCTS = 2000
COUPONS = 200
_DAY = 24 * 3600 * 1000
_BATCH = 1000
_FIRST_NAMES = "Jane John Mary Omar Lena Paul Zoe Igor Anna Hugo Mia Otto Ida Ben Eva Max Lea Tom Ada Jan".split()
_LAST_NAMES = [
    f"{start}{end}"
    for start in "Smi Mül Ros Kow Dup And Gar Tan Okon Lar".split()
    for end in "th ler si ski ont erson cia aka kwo sen berg hofer ini wicz lin feld mann ova ez ard".split()
]
_METHODS = (("CREDIT_CARD", "Visa"), ("CREDIT_CARD", "Master"), ("PayPal", None), ("GIFT_CERTIFICATE", None))
_STATUSES = ("new", "open", "completed", "cancelled", "failed", "created")
_SHIPPING = ("001", "002", "EXPRESS")


class Known(NamedTuple):
    """Values that orders of a store have, to search for."""

    orders: int
    customers: int
    first: int
    last: int


def known(orders: int, now: int) -> Known:
    """Return what is known of a store with so many orders."""
    return Known(orders, max(10, orders // 5), now - DAYS * _DAY, now)


def customer(number: int) -> tuple[str, str, str]:
    """Return number, name and e-mail address of a customer."""
    first = _FIRST_NAMES[number % len(_FIRST_NAMES)]
    last = _LAST_NAMES[number // len(_FIRST_NAMES) % len(_LAST_NAMES)]
    return f"{number:08d}", f"{first} {last}", f"{first}.{last}.{number}@example{number % 7}.com".lower()


def product(chance: random.Random) -> str:
    """Return a product, some of them far more often than others."""
    return f"product-{min(int(chance.paretovariate(0.6)), PRODUCTS):04d}"


async def add_orders(
    engine: Engine, pattern: bytes, have: int, want: int, now: int, progress: Callable[[int, int], None]
) -> None:
    """Let a store grow from so many orders to so many; they wait to be indexed."""
    made, done = _statements(stored.decode(Order, pattern), have, want, now), 0
    while batch := list(islice(made, 2 * _BATCH)):
        batch.sort(key=lambda statement: statement.sql)
        await engine.write(batch)
        done += len(batch) // 2
        progress(done, want - have)


async def change_orders(engine: Engine, orders: range, some: int, chance: random.Random) -> None:
    """Give some of these orders another status."""
    numbers = [f"{chance.choice(orders):08d}" for _ in range(some)]
    job = []
    for order_no in dict.fromkeys(numbers):
        ((body, revision),) = await engine.read(READ_ORDER, (SITE, order_no))
        order = stored.decode(Order, body)
        order.status = chance.choice(_STATUSES)
        body = stored.encode(order)
        job.append(Statement(CHANGE_ORDER, (SITE, order_no, order.status, body, sha256(body).digest(), revision + 1)))
        job.append(Statement(PUT_PENDING, (SITE, order_no, revision + 1)))
    await engine.write(job)


def _statements(pattern: Order, have: int, want: int, now: int) -> Iterator[Statement]:
    chance = random.Random(have)
    customers = known(want, now).customers
    for number in range(have, want):
        order, columns = _order(pattern, chance, number, customers, now)
        body = stored.encode(order)
        yield Statement(INSERT_ORDER, (*columns, body, sha256(body).digest()))
        yield Statement(PUT_PENDING, (SITE, columns.order_no, 1))


def _order(pattern: Order, chance: random.Random, number: int, customers: int, now: int) -> tuple[Order, OrderColumns]:
    created = now - int(chance.random() * DAYS * _DAY)
    old = created < now - 30 * _DAY
    order_no = f"{number:08d}"
    customer_no, name, email = customer(int(chance.random() ** 2 * customers))
    total = Decimal(chance.randrange(1000, 40000)) / 100
    order = stored.decode(Order, stored.encode(pattern))
    order.order_no, order.creation_date = order_no, date_time(created)
    order.last_modified = date_time(min(now, created + int(chance.random() * 5 * _DAY)))
    # Nine of ten orders wait in one status, as where another system goes on with them.
    order.status = chance.choices(_STATUSES, (900, 40, 40, 10, 5, 5))[0]
    order.confirmation_status = "confirmed" if old or chance.random() < 0.5 else "not_confirmed"
    order.export_status = chance.choices(("exported", "ready", "failed", "not_exported"), (960, 20, 1, 19))[0]
    order.payment_status = "paid" if chance.random() < 0.9 else "not_paid"
    order.shipping_status = "shipped" if old else "not_shipped"
    order.created_by = "Customer" if chance.random() < 0.95 else f"agent{chance.randrange(8)}@example.com"
    order.channel_type = "storefront" if order.created_by == "Customer" else "callcenter"
    order.customer_name, order.order_total = name, total
    order.tax_total = (total / 20).quantize(Decimal("0.01"))
    if order.customer_info is not None:
        order.customer_info.customer_no, order.customer_info.email = customer_no, email
    order.product_items = [
        item_of(order.product_items, product(chance)) for _ in range(chance.choice((1, 1, 1, 2, 2, 3)))
    ]
    order.coupon_items = None
    if chance.random() < 0.1:
        coupon = min(int(chance.paretovariate(0.5)), COUPONS)
        order.coupon_items = [CouponItem(code=f"CODE-{coupon}", coupon_id=f"coupon-{coupon}", valid=True)]
    method, card = chance.choices(_METHODS, (50, 25, 20, 5))[0]
    order.payment_instruments = [
        OrderPaymentInstrument(payment_method_id=method, payment_card=PaymentCard(card_type=card) if card else None)
    ]
    for shipment in order.shipments or ():
        shipment.shipping_method = ShippingMethod(id=chance.choices(_SHIPPING, (80, 15, 5))[0])
    columns = OrderColumns(
        SITE, order_no, f"basket-{order_no}", created, created, customer_no, customer_no, email, order.status or ""
    )
    return order, columns


def item_of(items: list[ProductItem] | None, product_id: str) -> ProductItem:
    """Return an item like the pattern's, of another product."""
    item = stored.decode(ProductItem, stored.encode((items or [ProductItem()])[0]))
    item.product_id = product_id
    return item
