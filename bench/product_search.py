"""The product search over a large catalog: how long its index takes, how much memory it needs, how long answers take.

Run by ``python -m bench.product_search [products]``.
"""

import asyncio
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import httpx

from counterfoil.ambient import SystemAmbient
from counterfoil.cli.server import running
from counterfoil.config import Settings
from counterfoil.demo.accounts import CLIENT_ID
from counterfoil.demo.setup import prepare
from counterfoil.documents.catalog_data import ProductData, SiteFlag
from counterfoil.documents.shop_data import InventoryRecord, PriceEntry, PriceRow, PriceTable, encode
from counterfoil.store.engines import open_store
from counterfoil.store.interface import Store
from counterfoil.store.records import InventoryRow, ShopRow

PATH = "/s/RefArch/dw/shop/v23_1/product_search"
CATALOG, LIST, BOOK = "refarch-storefront", "refarch-us", "usd-list"
CATEGORIES = ("tea", "tableware", "kitchen", "clothing")
BATCH = 2000
QUERIES = (
    "q=w7",
    "q=w7+w8",
    "q=p0000777",
    "q=p00",
    "refine=cgid%3Droot",
    "refine=cgid%3Droot&sort=price-high-to-low&start=1000",
    "refine=cgid%3Dtea&refine_1=brand%3DBrand7",
    "refine=cgid%3Dtea&refine_1=price%3D(20..500)",
    "refine=cgid%3Dtea&refine_1=orderable_only%3Dtrue",
    "refine=cgid%3Droot&count=200&expand=prices,availability,images",
)


def products(count: int) -> Iterator[tuple[list[ShopRow], InventoryRow]]:
    """Make up products with four words in the name and forty in the description, of a vocabulary of 20,000."""
    chance = random.Random(count)
    for number in range(count):
        name = f"p{number:07d}"
        words = [f"w{int(chance.paretovariate(0.5)) % 20_000}" for _ in range(44)]
        category = chance.choice(CATEGORIES)
        product = ProductData(
            product_id=name,
            display_name={"x-default": " ".join(words[:4])},
            long_description={"x-default": " ".join(words[4:])},
            online_flag=SiteFlag(default=True),
            brand=f"Brand{chance.randint(0, 300)}",
            custom_attributes={"colour": chance.choice("red green blue".split()), "grams": chance.randint(1, 4000)},
            categories={CATALOG: category},
        )
        amount = Decimal(chance.randint(100, 100_000)) / 100
        table = PriceTable(entries=[PriceEntry(amount=amount)])
        price = PriceRow(pricebook_id=BOOK, product_id=name, tables=[table])
        rows = [ShopRow("product", "", name, encode(product)), ShopRow("price", BOOK, name, encode(price))]
        record = InventoryRecord(list_id=LIST, product_id=name, allocation=Decimal(number % 5))
        yield rows, InventoryRow(LIST, name, number % 5 * 1000, encode(record))


async def fill(store: Store, count: int) -> None:
    """Put the demo site and the products into an empty store."""
    await prepare(store, SystemAmbient(), Settings())
    rows: list[ShopRow] = []
    stock: list[InventoryRow] = []
    for made, record in products(count):
        rows += made
        stock.append(record)
        if len(stock) == BATCH:
            await store.put_shop_rows(rows)
            await store.put_inventory(stock)
            rows, stock = [], []
    await store.put_shop_rows(rows)
    await store.put_inventory(stock)


async def measure(count: int, folder: Path) -> None:
    url = str(folder / "store.db")
    store = await open_store(url)
    await fill(store, count)
    await store.close()
    async with running(Settings(store=url), SystemAmbient()) as application:
        transport = httpx.ASGITransport(application)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
            before = megabytes()
            print(f"first search  {await timed(client, 'q=w1'):8.1f} ms, {megabytes() - before} MB")
            for query in QUERIES:
                best = min([await timed(client, query) for _ in range(3)])
                print(f"{best:8.1f} ms  {query}")


async def timed(client: httpx.AsyncClient, query: str) -> float:
    started = time.perf_counter()
    answer = await client.get(f"{PATH}?{query}", headers={"x-dw-client-id": CLIENT_ID})
    answer.raise_for_status()
    return (time.perf_counter() - started) * 1000


def megabytes() -> int:
    """Return the most memory this process has used so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, Path(name)))
