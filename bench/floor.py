"""The floors: HTTP without a shop behind it, and durable commits without HTTP before them."""

import asyncio
import functools
import time
from pathlib import Path

import apsw
import asyncpg  # type: ignore[import-untyped]  # has no type information

from bench.figures import Figure, Key, Measures, Plan, loaded
from bench.load import Times, repeated, request
from bench.server import Server, hello_world

CLIENTS = (1, 8, 32)
GROUP = 32
_ROW = bytes(range(256)) * 16
_CREATE = "create table rows (id {key} primary key, body {bytes} not null)"


def measures(plan: Plan) -> Measures:
    """Return what there is to measure: hello-world, and commits of a 4 kB row."""
    server = plan.stack.enter_context(hello_world(plan.folder))
    found: Measures = {("hello", clients): functools.partial(_hello, plan, server, clients) for clients in CLIENTS}
    for group in (1, GROUP):
        found["commit", "SQLite", group] = functools.partial(_sqlite, plan, group)
    if plan.stores.postgres is not None:
        address = plan.stores.make_empty("PostgreSQL")
        asyncio.run(_create_rows(address))
        for clients in CLIENTS:
            found["commit", "PostgreSQL", clients] = functools.partial(_postgres, plan, address, clients)
    return found


def commit_floor(engine: str, clients: int) -> Key:
    """Return the key of the commits that a flow of so many clients is compared with."""
    if engine == "SQLite":
        return ("commit", "SQLite", 1 if clients == 1 else GROUP)
    return ("commit", "PostgreSQL", clients)


def _hello(plan: Plan, server: Server, clients: int) -> Figure:
    return loaded(plan, server, [repeated("hello", [request("GET", "/")])] * clients)


def _sqlite(plan: Plan, group: int) -> Figure:
    file = plan.folder / "floor.db"
    times, rows = plan.load.call(_commit_to_sqlite, file, group, plan.seconds)
    for suffix in ("", "-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
    return Figure(rows / plan.seconds, times)


def _commit_to_sqlite(file: Path, group: int, seconds: float) -> tuple[Times, int]:
    connection = apsw.Connection(str(file))
    connection.execute("pragma journal_mode = wal; pragma synchronous = full").fetchall()
    connection.execute(_CREATE.format(key="integer", bytes="blob"))
    times: list[float] = []
    now = time.perf_counter()
    end = now + seconds
    while now < end:
        connection.execute("begin immediate")
        for _ in range(group):
            connection.execute("insert into rows (body) values (?)", (_ROW,))
        connection.execute("commit")
        before, now = now, time.perf_counter()
        times.append(now - before)
    connection.close()
    return Times.of(times), len(times) * group


def _postgres(plan: Plan, address: str, clients: int) -> Figure:
    times, rows = plan.load.call(_commit_to_postgres, address, clients, plan.seconds)
    return Figure(rows / plan.seconds, times)


def _commit_to_postgres(address: str, clients: int, seconds: float) -> tuple[Times, int]:
    times = asyncio.run(_insert_rows(address, clients, seconds))
    return Times.of(times), len(times)


async def _create_rows(address: str) -> None:
    connection = await asyncpg.connect(address)
    await connection.execute(_CREATE.format(key="bigserial", bytes="bytea"))
    await connection.close()


async def _insert_rows(address: str, clients: int, seconds: float) -> list[float]:
    times: list[float] = []
    connections = [await asyncpg.connect(address) for _ in range(clients)]
    end = time.perf_counter() + seconds

    async def insert(connection: asyncpg.Connection) -> None:
        now = time.perf_counter()
        while now < end:
            await connection.execute("insert into rows (body) values ($1)", _ROW)
            before, now = now, time.perf_counter()
            times.append(now - before)

    await asyncio.gather(*(insert(connection) for connection in connections))
    for connection in connections:
        await connection.close()
    return times
