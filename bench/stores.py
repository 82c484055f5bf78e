"""Stores to measure on: the demo site and the benchmark's archive, on either engine, with as many orders as wanted."""

import asyncio
import shutil
from collections.abc import Iterator
from hashlib import sha256
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from bench import archive
from bench.postgres import DurableServer
from bench.server import counterfoil
from counterfoil.ambient import SystemAmbient
from counterfoil.archive.load import load_archive
from counterfoil.config import Settings
from counterfoil.demo.setup import prepare
from counterfoil.demo.walk import walk
from counterfoil.identity.passwords import hash_password
from counterfoil.store.engines import open_store
from counterfoil.store.jobs import Engine, Statement
from counterfoil.store.orders import INSERT_ORDER
from counterfoil.store.postgres import open_engine
from counterfoil.store.records import OrderColumns, OrderEntry
from counterfoil.store.sqlite import SqliteEngine
from counterfoil.timestamps import date_time

CUSTOMERS = 200
LOGINS = 20
"""Customers with a password; a tenth of them all, for hashing takes its time."""
ORDERS_EACH = 50
_SITE, _LIST = "RefArch", "RefArch"
_BATCH = 500
_SECOND = 1000


class Owner(NamedTuple):
    """Whose an order is."""

    customer_id: str
    customer_no: str
    email: str


class Stores:
    """Makes stores in a folder; each one is a copy of a store that was filled once per engine."""

    def __init__(self, folder: Path, postgres: DurableServer | None) -> None:
        self.folder = folder
        self.postgres = postgres
        self._numbers = count(1)
        self._sqlite = self._postgres = ""

    @property
    def engines(self) -> list[str]:
        """Return the engines there are."""
        return ["SQLite", "PostgreSQL"] if self.postgres else ["SQLite"]

    def make(self, engine: str) -> str:
        """Return the address of a new store without orders."""
        if engine == "SQLite":
            self._sqlite = self._sqlite or self._filled(str(self.folder / "template.db"))
            return shutil.copy(self._sqlite, self._new_file())
        assert self.postgres is not None
        self._postgres = self._postgres or self._filled(self.postgres.create_database())
        return self.postgres.create_database(copy_of=self._postgres)

    def make_empty(self, engine: str) -> str:
        """Return the address of a store with nothing in it."""
        if engine == "SQLite":
            return self._new_file()
        assert self.postgres is not None
        return self.postgres.create_database()

    def make_with_orders(self, engine: str, orders: int) -> str:
        """Return the address of a new store with this many orders, fifty for each customer."""
        pattern = self.one_order()
        address = self.make(engine)
        asyncio.run(_add_orders(address, pattern, orders))
        self.settle(engine, address)
        return address

    def settle(self, engine: str, address: str) -> None:
        """Do at once what PostgreSQL would do in the background after much was written."""
        if engine == "PostgreSQL" and self.postgres is not None:
            self.postgres.settle(address)

    def _new_file(self) -> str:
        return str(self.folder / f"store-{next(self._numbers)}.db")

    def _filled(self, address: str) -> str:
        folder = archive.write_archive(self.folder / "archive", customers=CUSTOMERS, passwords=LOGINS)
        asyncio.run(_fill(address, folder))
        return address

    def one_order(self) -> OrderEntry:
        """Place an order as a client does, and return what is stored of it."""
        address = self.make("SQLite")
        with counterfoil(address, self.folder) as server:
            order_no = walk(f"http://127.0.0.1:{server.port}", lambda _: None)
        return asyncio.run(_order(address, order_no))


async def _fill(address: str, folder: Path) -> None:
    store = await open_store(address)
    try:
        await prepare(store, SystemAmbient(), Settings())
        await load_archive(store, folder, hash_password=hash_password)
    finally:
        await store.close()


async def _order(address: str, order_no: str) -> OrderEntry:
    store = await open_store(address)
    try:
        async for entry in store.all_orders():
            if entry.columns.order_no == order_no:
                return entry
    finally:
        await store.close()
    raise LookupError(order_no)


async def _add_orders(address: str, pattern: OrderEntry, orders: int) -> None:
    """Write orders in long transactions, as no request does; numbers go on behind them."""
    owners = await _owners(address, orders // ORDERS_EACH)
    engine = await open_engine_of(address)
    copies = _copies(pattern, owners, orders)
    while batch := list(islice(copies, _BATCH)):
        await engine.write(batch)
    await engine.close()
    store = await open_store(address)
    await store.raise_counter(_SITE, "order", orders)
    await store.close()


async def open_engine_of(address: str) -> Engine:
    """Return an engine for statements of the benchmark's own."""
    if address.startswith("postgresql:"):
        return await open_engine(address, migrate=False, connections=1)
    engine = SqliteEngine(address, None)
    engine.start(migrate=False)
    return engine


async def _owners(address: str, number: int) -> list[Owner]:
    """Return the customers who can log in, then as many others as needed."""
    store = await open_store(address)
    owners = []
    for one in range(number):
        row = await store.customer_by_no(_LIST, archive.customer_no(one)) if one < LOGINS else None
        customer_id = row.customer_id if row else f"ab{one:024d}"
        owners.append(Owner(customer_id, archive.customer_no(one), archive.email(one)))
    await store.close()
    return owners


def _copies(pattern: OrderEntry, owners: list[Owner], orders: int) -> Iterator[Statement]:
    """Copy an order for one owner after the other, so that an owner's orders lie far apart."""
    first = pattern.columns.created
    for number in range(orders):
        owner = owners[number % len(owners)]
        columns, body = _copy(pattern, owner, f"{number + 1:08d}", first + number * _SECOND)
        yield Statement(INSERT_ORDER, (*columns, body, sha256(body).digest()))


def _copy(pattern: OrderEntry, owner: Owner, order_no: str, created: int) -> tuple[OrderColumns, bytes]:
    old = pattern.columns
    body = pattern.body
    for before, after in (
        (old.order_no, order_no),
        (old.customer_id, owner.customer_id),
        (old.customer_no, owner.customer_no),
        (old.customer_email, owner.email),
        (date_time(old.created), date_time(created)),
    ):
        body = body.replace(f'"{before}"'.encode(), f'"{after}"'.encode())
    columns = old._replace(
        order_no=order_no,
        basket_id=f"{created:026x}",
        created=created,
        modified=created,
        customer_id=owner.customer_id,
        customer_no=owner.customer_no,
        customer_email=owner.email,
    )
    return columns, body
