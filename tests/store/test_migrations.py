"""The schema: applied once, by one of many, and refused when it is not this program's."""

import asyncio
import subprocess
import sys
from pathlib import Path

import apsw
import asyncpg
import pytest
from tests.store.samples import NOW, SITE, basket_columns

from counterfoil.store import migrations
from counterfoil.store.engines import open_store
from counterfoil.store.records import ShopRow, StoreError, StoreUnavailable

pytestmark = pytest.mark.anyio


async def set_version(url: str, version: int) -> None:
    """Pretend that a program of another age wrote the schema."""
    await execute(url, f"update schema_version set version = {version}")


async def execute(url: str, statement: str) -> None:
    if url.startswith("sqlite:"):
        connection = apsw.Connection(url.removeprefix("sqlite:"))
        connection.execute(statement)
        connection.close()
    else:
        connection = await asyncpg.connect(url)
        await connection.execute(statement)
        await connection.close()


async def open_and_close(url: str) -> None:
    await (await open_store(url)).close()


async def test_opening_again_keeps_what_is_there(store_url: str):
    store = await open_store(store_url)
    await store.insert_basket(basket_columns(), b"kept")
    await store.close()
    store = await open_store(store_url, migrate=False)
    stored = await store.basket(SITE, "b1", NOW)
    await store.close()
    assert stored is not None
    assert stored.body == b"kept"


async def test_an_older_schema_is_refused_unless_it_may_be_migrated(store_url: str):
    with pytest.raises(StoreError, match="migrate it first"):
        await open_store(store_url, migrate=False)
    await open_and_close(store_url)


async def test_a_newer_schema_is_refused(store_url: str):
    await open_and_close(store_url)
    await set_version(store_url, migrations.NEWEST + 1)
    with pytest.raises(StoreError, match="a newer program is needed"):
        await open_store(store_url)


async def test_stores_opened_at_once_migrate_once(store_url: str):
    stores = await asyncio.gather(*(open_store(store_url) for _ in range(6)))
    await asyncio.gather(*(store.insert_basket(basket_columns(f"b{n}", slot=n), b"") for n, store in enumerate(stores)))
    assert (await stores[0].counts())["baskets"] == 6
    for store in stores:
        await store.close()


async def test_a_closed_store_refuses_writes(store_url: str):
    store = await open_store(store_url)
    await store.close()
    with pytest.raises(StoreError):
        await store.insert_basket(basket_columns(), b"")


async def test_ocapi_settings_that_were_a_part_of_their_site_are_kept(store_url: str):
    store = await open_store(store_url)
    rows = {"Old": b'{"site_id":"Old","ocapi_settings":{"clients":[1]}}', "None": b'{"site_id":"None"}'}
    rows |= {"Empty": b'{"ocapi_settings":{}}', "Both": b'{"ocapi_settings":{"clients":[2]}}'}
    await store.put_shop_rows([ShopRow("site", "", name, body) for name, body in rows.items()])
    await store.put_shop_rows([ShopRow("settings", "Both", "wapi_shop_config", b"newer")])
    await store.close()
    dialect = migrations.SQLITE if store_url.startswith("sqlite:") else migrations.POSTGRES
    for statement in migrations.SETTINGS_OF_SITES:
        await execute(store_url, statement.format_map(dialect))
    store = await open_store(store_url)
    found = {scope: body.replace(b" ", b"") for scope, _, body in await store.shop_rows("settings")}
    await store.close()
    assert found == {"Old": b'{"clients":[1]}', "Both": b"newer"}


def test_a_closed_sqlite_store_is_one_file_and_its_leases(tmp_path: Path):
    asyncio.run(open_and_close(str(tmp_path / "store.db")))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["store.db", "store.db-leases"]


async def test_nobody_else_may_read_the_files_of_a_store(tmp_path: Path):
    store = await open_store(str(tmp_path / "store.db"))
    await store.insert_basket(basket_columns(), b"")
    modes = {file.stat().st_mode & 0o777 for file in list(tmp_path.iterdir())}  # noqa: ASYNC240  (a handful)
    await store.close()
    assert modes == {0o600}


async def test_a_missing_folder_is_unavailable(tmp_path: Path):
    with pytest.raises(StoreUnavailable):
        await open_store(str(tmp_path / "missing" / "store.db"))


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path):
    (tmp_path / "store.db").write_bytes(b"no database, but long enough to look at " * 100)
    with pytest.raises(StoreError):
        await open_store(str(tmp_path / "store.db"))


async def test_damaged_leases_are_begun_anew(tmp_path: Path):
    path = str(tmp_path / "store.db")
    (tmp_path / "store.db-leases").write_bytes(b"torn by a power cut" * 500)
    store = await open_store(path)
    assert set((await store.sweep(NOW)).values()) == {0}
    await store.close()


def test_without_asyncpg_a_postgresql_address_says_what_to_install():
    script = (
        "import asyncio, sys; sys.modules['asyncpg'] = None\n"
        "from counterfoil.store.engines import open_store\n"
        "asyncio.run(open_store('postgresql://localhost/x'))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "install counterfoil[pg]" in ended.stderr
