"""A process that places orders in a SQLite file and prints the number of each one that was acknowledged."""

import asyncio
import sys

from tests.store.samples import SITE, basket_columns, order_columns

from counterfoil.store.engines import open_store
from counterfoil.store.interface import Store


async def place_orders(store: Store, name: str, count: int) -> None:
    """Place orders one after another; their bodies are numbers from the site's counter."""
    for turn in range(count):
        key = f"{name}-{turn}"
        number = await store.next_numbers(SITE, "order_no", 1)
        await store.insert_basket(basket_columns(key, slot=None), b"x" * 3000)
        await store.submit(order_columns(key, key), b"%d" % number, 1)
        if __name__ == "__main__":
            print(key, flush=True)


async def main(path: str, name: str, count: int) -> None:
    store = await open_store(path)
    await place_orders(store, name, count)
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
