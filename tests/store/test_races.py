"""Operations that race, from two stores on one database as from two processes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterable

import pytest
from tests.store.samples import NOW, SITE, WEEK, basket_columns, order_columns, put_stock

from counterfoil.store.engines import open_store
from counterfoil.store.interface import Store
from counterfoil.store.records import (
    Conflict,
    DuplicateOrder,
    InventoryRow,
    Lease,
    OutOfStock,
    SlotTaken,
    StockTake,
    StoreError,
)

pytestmark = pytest.mark.anyio


@pytest.fixture
async def stores(store_url: str) -> AsyncIterator[tuple[Store, Store]]:
    first, second = await open_store(store_url), await open_store(store_url)
    yield first, second
    await first.close()
    await second.close()


async def outcomes(racing: Iterable[Awaitable[None]]) -> list[type[StoreError] | None]:
    """Run all at once; return what each was refused with, or None."""
    results = await asyncio.gather(*racing, return_exceptions=True)
    unexpected = [result for result in results if result is not None and not isinstance(result, StoreError)]
    assert unexpected == []
    return [type(result) if isinstance(result, StoreError) else None for result in results]


async def test_sixteen_submits_of_one_basket_make_one_order(stores: tuple[Store, Store]):
    await put_stock(stores[0], "p1", 100)
    await stores[0].insert_basket(basket_columns(), b"")
    takes = [StockTake("inventory", "p1", 1000)]
    refused = await outcomes(stores[n % 2].submit(order_columns(f"{n}"), b"", 1, takes) for n in range(16))
    assert refused.count(None) == 1
    assert set(refused) - {None} <= {Conflict, DuplicateOrder}
    assert (await stores[0].counts())["orders"] == 1
    assert await stores[1].stock("inventory", ["p1"]) == {"p1": 99_000}


async def test_a_slot_holds_one_basket_whoever_comes_first(stores: tuple[Store, Store]):
    refused = await outcomes(stores[n % 2].insert_basket(basket_columns(f"b{n}", slot=n % 4), b"") for n in range(32))
    assert refused.count(None) == 4
    assert set(refused) - {None} == {SlotTaken}
    assert len(await stores[0].open_baskets(SITE, "c1", NOW)) == 4


async def test_the_slot_of_an_expired_basket_is_given_once(stores: tuple[Store, Store]):
    await stores[0].insert_basket(basket_columns("old"), b"")
    later = basket_columns()._replace(modified=NOW + WEEK, expires=NOW + 2 * WEEK)
    refused = await outcomes(stores[n % 2].insert_basket(later._replace(basket_id=f"b{n}"), b"") for n in range(16))
    assert refused.count(None) == 1
    assert len(await stores[1].open_baskets(SITE, "c1", 0)) == 1


async def test_of_racing_saves_one_wins(stores: tuple[Store, Store]):
    await stores[0].insert_basket(basket_columns(), b"")
    refused = await outcomes(stores[n % 2].save_basket(basket_columns(), b"%d" % n, 1) for n in range(16))
    assert refused.count(None) == 1
    assert set(refused) - {None} == {Conflict}
    stored = await stores[0].basket(SITE, "b1", NOW)
    assert stored is not None
    assert (stored.revision, stored.body) == (2, b"%d" % refused.index(None))


async def test_fifty_takers_share_ten_units(stores: tuple[Store, Store]):
    await put_stock(stores[0], "p1", 10)
    for number in range(50):
        await stores[0].insert_basket(basket_columns(f"b{number}", slot=None), b"")
    takes = [StockTake("inventory", "p1", 1000)]
    refused = await outcomes(stores[n % 2].submit(order_columns(f"{n}", f"b{n}"), b"", 1, takes) for n in range(50))
    assert refused.count(None) == 10
    assert set(refused) - {None} == {OutOfStock}
    assert await stores[0].stock("inventory", ["p1"]) == {"p1": 0}
    counts = await stores[0].counts()
    assert (counts["orders"], counts["baskets"]) == (10, 40)


async def test_orders_of_the_same_products_in_any_order_do_not_block_each_other(stores: tuple[Store, Store]):
    products = ["p1", "p2", "p3"]
    for product_id in products:
        await put_stock(stores[0], product_id, 1000)
    for number in range(40):
        await stores[0].insert_basket(basket_columns(f"b{number}", slot=None), b"")
    takes = [StockTake("inventory", product_id, 1000) for product_id in products]
    refused = await outcomes(
        stores[n % 2].submit(order_columns(f"{n}", f"b{n}"), b"", 1, takes if n % 3 else takes[::-1]) for n in range(40)
    )
    assert set(refused) == {None}
    assert await stores[0].stock("inventory", products) == dict.fromkeys(products, 960_000)


async def test_numbers_are_unique_across_stores(stores: tuple[Store, Store]):
    firsts = await asyncio.gather(*(stores[n % 2].next_numbers(SITE, "order_no", 5) for n in range(40)))
    assert sorted(firsts) == list(range(1, 200, 5))


async def test_of_racing_takers_one_gets_the_lease(stores: tuple[Store, Store]):
    taken = await asyncio.gather(
        *(stores[n % 2].take_lease(Lease(SITE, "basket b1", f"request {n}"), NOW, 30) for n in range(16))
    )
    assert taken.count(True) == 1


async def test_a_change_is_seen_by_the_next_request_of_the_other_store(stores: tuple[Store, Store]):
    await stores[0].revoke_token(b"t", NOW)
    assert (await stores[1].opening(b"t")).revoked


async def test_a_cancelled_request_does_not_stop_the_others(stores: tuple[Store, Store]):
    tasks = [asyncio.ensure_future(stores[0].insert_basket(basket_columns(f"b{n}", slot=None), b"")) for n in range(20)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert results[1::2] == [None] * 10
    await stores[0].insert_basket(basket_columns("after"), b"")
    assert await stores[0].basket(SITE, "after", NOW) is not None


async def test_concurrent_imports_of_the_same_rows_both_succeed(stores: tuple[Store, Store]):
    rows = [InventoryRow("inventory", f"p{number}", 1000, b"{}") for number in range(200)]
    refused = await outcomes(stores[n % 2].put_inventory(rows if n % 2 else rows[::-1]) for n in range(4))
    assert set(refused) == {None}
