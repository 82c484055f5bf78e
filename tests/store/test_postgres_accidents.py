"""PostgreSQL when connections are severed, the server is gone, or transactions lose against each other."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
from tests.postgres import PostgresServer
from tests.store.samples import NOW, SITE, basket_columns, order_columns, put_stock

from counterfoil.store.engines import open_store
from counterfoil.store.interface import Store
from counterfoil.store.records import StockTake, StoreUnavailable

pytestmark = pytest.mark.anyio
SEVER = """select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()"""
WAITING = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"


@pytest.fixture
async def store(postgres_url: str) -> AsyncIterator[Store]:
    opened = await open_store(postgres_url)
    yield opened
    await opened.close()


@pytest.fixture
async def onlooker(postgres_url: str) -> AsyncIterator["asyncpg.Connection"]:
    """A connection of somebody else to the same database."""
    connection = await asyncpg.connect(postgres_url)
    yield connection
    if not connection.is_closed():
        await connection.close()


async def until_one_waits(onlooker: "asyncpg.Connection") -> None:
    """Return when a statement waits for the rows that the onlooker has locked."""
    waiting = 0
    while not waiting:
        waiting = await onlooker.fetchval(WAITING)


async def test_a_severed_write_is_unavailable_and_not_kept(store: Store, onlooker: "asyncpg.Connection"):
    await put_stock(store, "p1", 5)
    await store.insert_basket(basket_columns(), b"")
    async with onlooker.transaction():
        await onlooker.execute("select * from inventory for update")
        submit = asyncio.ensure_future(store.submit(order_columns(), b"", 1, [StockTake("inventory", "p1", 1000)]))
        await until_one_waits(onlooker)
        await onlooker.execute(SEVER)
        with pytest.raises(StoreUnavailable):
            await submit
    assert await store.order(SITE, "00000501") is None
    await store.submit(order_columns(), b"", 1, [StockTake("inventory", "p1", 1000)])
    assert await store.stock("inventory", ["p1"]) == {"p1": 4000}


async def test_a_stopped_server_is_unavailable_until_it_runs_again(store: Store, postgres_server: PostgresServer):
    await store.insert_basket(basket_columns(), b"")
    await store.submit(order_columns(), b"", 1)
    postgres_server.stop()
    try:
        for _ in range(3):
            with pytest.raises(StoreUnavailable):
                await store.order(SITE, "00000501")
            with pytest.raises(StoreUnavailable):
                await store.save_order(order_columns(), b"lost", 1)
    finally:
        postgres_server.start()
    order = await store.order(SITE, "00000501")
    assert order is not None
    assert order.revision == 1
    await store.save_order(order_columns(), b"saved", 1)


async def test_nobody_at_the_address_is_unavailable(tmp_path):
    with pytest.raises(StoreUnavailable):
        await open_store(f"postgresql://postgres@/none?host={tmp_path}")


async def test_a_cancelled_request_gives_its_connection_up(postgres_url: str, onlooker: "asyncpg.Connection"):
    """With one connection, the next request would wait for ever if it were lost."""
    store = await open_store(postgres_url, connections=1)
    await store.insert_basket(basket_columns(), b"")
    async with onlooker.transaction():
        await onlooker.execute("select * from baskets for update")
        save = asyncio.ensure_future(store.save_basket(basket_columns(), b"late", 1))
        await until_one_waits(onlooker)
        save.cancel()
        await asyncio.wait([save])
        assert await store.basket(SITE, "b1", NOW) is not None
    await store.close()


async def test_transactions_that_cannot_be_serialised_are_tried_again(postgres_url: str):
    store = await open_store(f"{postgres_url}&default_transaction_isolation=serializable", connections=4)
    await put_stock(store, "p1", 100)
    for number in range(24):
        await store.insert_basket(basket_columns(f"b{number}", slot=None), b"")
    takes = [StockTake("inventory", "p1", 1000)]
    await asyncio.gather(*(store.submit(order_columns(f"{n}", f"b{n}"), b"", 1, takes) for n in range(24)))
    assert await store.stock("inventory", ["p1"]) == {"p1": 76_000}
    await store.close()
