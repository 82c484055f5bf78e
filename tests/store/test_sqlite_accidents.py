"""SQLite when the power is cut, the disk is full, the process is killed or shared."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import apsw
import pytest
from tests.store.order_writer import place_orders
from tests.store.samples import NOW, SITE, basket_columns, order_columns, put_stock
from tests.store.vfs import AccidentVFS

from counterfoil.store.engines import open_store
from counterfoil.store.interface import Store
from counterfoil.store.records import StockTake, StoreUnavailable

pytestmark = [pytest.mark.anyio, pytest.mark.fast]
PROJECT = Path(__file__).parents[2]


@pytest.fixture
def vfs(tmp_path: Path) -> AccidentVFS:
    return AccidentVFS(f"accident {tmp_path}")


@pytest.fixture
async def fragile(vfs: AccidentVFS, tmp_path: Path) -> AsyncIterator[Store]:
    """A store on files that accidents happen to."""
    store = await open_store(str(tmp_path / "store.db"), vfs=vfs.name)
    yield store
    vfs.writes_left = None
    await store.close()


async def test_acknowledged_orders_survive_a_power_cut(fragile: Store, vfs: AccidentVFS, tmp_path: Path):
    """The power is cut many times while sixteen clients place orders; each time all that was answered is there."""
    acknowledged: list[str] = []
    cuts: list[tuple[Path, list[str]]] = []

    async def client(number: int) -> None:
        for turn in range(12):
            await place_orders(fragile, f"{number}-{turn}", 1)
            acknowledged.append(f"{number}-{turn}-0")
            if len(acknowledged) % 24 == 0:
                folder = tmp_path / f"cut {len(cuts)}"
                folder.mkdir()
                vfs.power_cut(folder)
                cuts.append((folder, acknowledged[:]))

    await asyncio.gather(*(client(number) for number in range(16)))
    assert len(cuts) == 8
    for folder, expected in cuts:
        store = await open_store(str(folder / "store.db"))
        found = {entry.columns.order_no async for entry in store.all_orders() if entry.intact}
        await store.close()
        assert set(expected) <= found


def test_the_power_cut_of_these_tests_loses_what_was_not_synchronised(vfs: AccidentVFS, tmp_path: Path):
    connection = apsw.Connection(str(tmp_path / "careless.db"), vfs=vfs.name)
    connection.execute("pragma journal_mode = wal; pragma synchronous = normal; create table t (x)").fetchall()
    connection.execute("pragma wal_checkpoint; insert into t values (1)").fetchall()
    (tmp_path / "cut").mkdir()
    vfs.power_cut(tmp_path / "cut")
    connection.close()
    assert apsw.Connection(str(tmp_path / "cut" / "careless.db")).execute("select * from t").fetchall() == []


async def test_a_full_disk_refuses_writes_and_still_reads(fragile: Store, vfs: AccidentVFS):
    await fragile.insert_basket(basket_columns(), b"kept")
    vfs.writes_left = 0
    for _ in range(3):
        with pytest.raises(StoreUnavailable):
            await fragile.submit(order_columns(), b"", 1)
    stored = await fragile.basket(SITE, "b1", NOW)
    assert stored is not None
    assert stored.body == b"kept"


async def test_a_store_goes_on_when_there_is_space_again(fragile: Store, vfs: AccidentVFS):
    await fragile.insert_basket(basket_columns(), b"")
    vfs.writes_left = 0
    with pytest.raises(StoreUnavailable):
        await fragile.submit(order_columns(), b"", 1)
    vfs.writes_left = None
    await fragile.submit(order_columns(), b"", 1)
    assert await fragile.order(SITE, "00000501") is not None


async def test_a_disk_that_fills_up_anywhere_in_a_submit_leaves_nothing_half_written(fragile: Store, vfs: AccidentVFS):
    await put_stock(fragile, "p1", 1000)
    takes = [StockTake("inventory", "p1", 1000)]
    placed = 0
    for writes in range(40):
        basket_id, order_no = f"b{writes}", f"{writes}"
        await fragile.insert_basket(basket_columns(basket_id, slot=None), b"x" * 6000)
        vfs.writes_left = writes
        try:
            await fragile.submit(order_columns(order_no, basket_id), b"x" * 6000, 1, takes)
        except StoreUnavailable:
            vfs.writes_left = None
            assert await fragile.order(SITE, order_no) is None
            assert await fragile.basket(SITE, basket_id, NOW) is not None
        else:
            vfs.writes_left = None
            placed += 1
            assert await fragile.basket(SITE, basket_id, NOW) is None
        assert await fragile.stock("inventory", ["p1"]) == {"p1": 1_000_000 - placed * 1000}
    assert 0 < placed < 40


def start_writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.order_writer", str(path), name, str(count)]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)


async def test_acknowledged_orders_survive_a_killed_process(tmp_path: Path):
    writer = start_writer(tmp_path / "store.db", "killed", 100_000)
    assert writer.stdout is not None
    acknowledged = [writer.stdout.readline().strip() for _ in range(60)]
    writer.kill()
    acknowledged += writer.stdout.read().split()
    writer.wait()
    store = await open_store(str(tmp_path / "store.db"))
    found = {entry.columns.order_no async for entry in store.all_orders()}
    await store.close()
    assert set(acknowledged[:-1]) <= found  # the last line may be half a line


async def test_processes_that_open_a_new_file_at_once_place_orders_in_it(tmp_path: Path):
    writers = [start_writer(tmp_path / "store.db", f"writer {number}", 30) for number in range(4)]
    assert [writer.communicate()[0].count("\n") for writer in writers] == [30] * 4
    store = await open_store(str(tmp_path / "store.db"))
    orders = [entry async for entry in store.all_orders()]
    following = await store.next_numbers(SITE, "order_no", 1)
    await store.close()
    assert len(orders) == 120
    assert len({entry.body for entry in orders}) == 120
    assert following == 121
