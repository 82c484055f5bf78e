"""How long the recalculation of a basket takes, by its lines and the promotions of the site, beside reading it.

Run by ``python -m bench.calculation [rounds]``. It needs no server: one processor works on one basket.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from itertools import count
from pathlib import Path

import msgspec

from bench import archive
from counterfoil.archive.load import load_archive
from counterfoil.commerce.calculate import calculate
from counterfoil.commerce.shop import Shop, compile_shop
from counterfoil.demo.setup import DEMO_SITE, load_demo_site
from counterfoil.demo.walk import basket_document
from counterfoil.documents import stored
from counterfoil.documents.address import OrderAddress
from counterfoil.documents.basket import Basket
from counterfoil.documents.catalog_data import ProductData, SiteFlag
from counterfoil.documents.items import ProductItem, ShippingItem
from counterfoil.documents.promotion_data import (
    Campaign,
    MarketingData,
    PromotionAssignment,
    PromotionData,
    PromotionDiscount,
    PromotionRule,
)
from counterfoil.documents.shipment import Shipment, ShippingMethod
from counterfoil.documents.shop_data import (
    PriceBook,
    PriceEntry,
    PriceRow,
    PriceTable,
    ProductView,
    ScaleEntry,
    ShippingMethodData,
    SiteData,
    TaxClass,
    TaxData,
    TaxJurisdiction,
)
from counterfoil.identity.passwords import hash_password
from counterfoil.shop.state import State
from counterfoil.store.engines import open_store

LINES = (2, 10, 50)
PROMOTIONS = (0, 8, 20)
NOW = 1_780_000_000_000


def discount(kind: str, value: str, threshold: str) -> PromotionDiscount:
    made = PromotionDiscount(type=kind, threshold=Decimal(threshold))
    setattr(made, "percentage" if kind == "percentage" else "amount", Decimal(value))
    return made


def rules() -> list[PromotionRule]:
    """Five rules of each kind, all without a list of products, so that every line is looked at."""
    made = []
    for step in range(1, 6):
        tiers = [discount("percentage", str(step), str(2 * step)), discount("percentage", str(step + 5), "20")]
        made.append(PromotionRule(promotion_class="product", condition_type="product-quantity", discounts=tiers))
        bogo = discount("percentage", "50", str(step + 1))
        bogo.eligible_quantity = Decimal(1)
        made.append(PromotionRule(promotion_class="product", form="bogo", discounts=[bogo]))
        tier = discount("amount", str(step), str(step * 100))
        made.append(PromotionRule(promotion_class="order", condition_type="order-total", discounts=[tier]))
        tier = discount("percentage", str(10 * step), str(step * 50))
        made.append(PromotionRule(promotion_class="shipping", condition_type="shipment-total", discounts=[tier]))
    return made


def shop(promotions: int) -> Shop:
    assignment = PromotionAssignment(campaign_id="ever")
    data = [
        PromotionData(promotion_id=f"promotion-{number}", enabled_flag=True, rule=rule, assignments=[assignment])
        for number, rule in enumerate(rules()[:promotions])
    ]
    site = SiteData(
        site_id="Bench",
        preferences={"SitePriceBooks": "list"},
        shipping_methods=[
            ShippingMethodData(
                method_id="001",
                online_flag=True,
                price_table=[ScaleEntry(order_value=Decimal(0), amount=Decimal("9.99"))],
            )
        ],
        tax=TaxData(
            classes=[TaxClass(class_id="standard", default=True)],
            jurisdictions=[TaxJurisdiction(jurisdiction_id="home", default=True)],
            rates={"home": {"standard": Decimal("0.0725")}},
        ),
    )
    marketing = MarketingData(campaigns=[Campaign(campaign_id="ever", enabled_flag=True)], promotions=data)
    return compile_shop(site, {"list": PriceBook(pricebook_id="list", currency="USD")}, None, marketing)


def products(lines: int) -> dict[str, ProductView]:
    return {
        f"product-{number}": ProductView(
            product=ProductData(product_id=f"product-{number}", online_flag=SiteFlag(default=True)),
            prices=[
                PriceRow(
                    pricebook_id="list",
                    product_id=f"product-{number}",
                    tables=[PriceTable(entries=[PriceEntry(amount=Decimal(number % 40) + Decimal("4.95"))])],
                )
            ],
        )
        for number in range(lines)
    }


def basket(lines: int) -> Basket:
    address = OrderAddress(first_name="Ada", last_name="Low", country_code="US", state_code="MA")
    return Basket(
        basket_id="basket",
        currency="USD",
        product_items=[
            ProductItem(
                item_id=f"item-{number}",
                product_id=f"product-{number}",
                quantity=Decimal(1 + number % 3),
                shipment_id="me",
            )
            for number in range(lines)
        ],
        shipments=[
            Shipment(shipment_id="me", shipping_address=address, shipping_method=ShippingMethod(id="001")),
        ],
        shipping_items=[ShippingItem(item_id="shipping", item_text="Shipping", shipment_id="me")],
    )


def times(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return the median and the 99th percentile of the processor time in milliseconds."""
    found = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        found.append((time.process_time() - started) * 1000)
    found.sort()
    return found[len(found) // 2], found[int(len(found) * 0.99)]


def demo_shop() -> tuple[Shop, dict[str, ProductView]]:
    """Return the shop that the order flow is measured on, and its products."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_demo_shop(Path(folder)))


async def _demo_shop(folder: Path) -> tuple[Shop, dict[str, ProductView]]:
    store = await open_store(str(folder / "demo.db"))
    await load_demo_site(store)
    more = archive.write_archive(folder / "archive", customers=0, passwords=0)
    await load_archive(store, more, hash_password=hash_password)
    state = await State(store, 1).load(NOW)
    site = await state.site(DEMO_SITE)
    assert site is not None
    known = await state.products(site, archive.PRODUCTS)
    await store.close()
    return site.shop, known


def demo_basket(chance: random.Random) -> bytes:
    """Return a stored basket such as the order flow fills, not calculated yet."""
    made = msgspec.convert(basket_document(), Basket)
    made.registered = True
    made.shipping_items = [ShippingItem(item_id="shipping", item_text="Shipping", shipment_id="me")]
    products = chance.sample(archive.PRODUCTS, 2)
    for number, item in enumerate(made.product_items or ()):
        item.item_id, item.product_id = f"item-{number}", products[number]
    return stored.encode(made)


def demo(rounds: int) -> tuple[float, float]:
    """Return how long the calculations of a flow's basket and of its order take, in microseconds each, at best."""
    at, known = demo_shop()
    chance = random.Random(1)
    new = [demo_basket(chance) for _ in range(200)]
    best = [float("inf")] * 2
    for _ in range(rounds):
        bodies = new
        for turn in range(2):
            baskets = [stored.decode(Basket, body) for body in bodies]
            started = time.process_time()
            for made in baskets:
                calculate(made, at, known, now=NOW, new_id=str)
            best[turn] = min(best[turn], (time.process_time() - started) / len(baskets) * 1_000_000)
            bodies = [stored.encode(made) for made in baskets]
    return best[0], best[1]


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    first, again = demo(rounds // 10)
    print(f"two items in the demo shop: {first:.1f} µs, calculated again {again:.1f} µs\n")
    print("| lines | promotions | p50 ms | p99 ms | adjustments | / reading the stored basket |")
    print("|---|---|---|---|---|---|")
    ids = count()
    for lines in LINES:
        known = products(lines)
        for promotions in PROMOTIONS:
            at, made = shop(promotions), basket(lines)

            def work(made: Basket = made, at: Shop = at, known: dict[str, ProductView] = known) -> None:
                calculate(made, at, known, now=NOW, new_id=lambda: f"id-{next(ids)}")

            work()
            median, late = times(work, rounds)
            body = stored.encode(made)
            floor, _ = times(lambda body=body: stored.decode(Basket, body), rounds)  # type: ignore[misc]
            held = [*(made.product_items or []), *(made.shipping_items or [])]
            adjusted = len(made.order_price_adjustments or ()) + sum(len(item.price_adjustments or ()) for item in held)
            print(f"| {lines} | {promotions} | {median:.3f} | {late:.3f} | {adjusted} | {median / floor:.1f} |")


if __name__ == "__main__":
    main()
