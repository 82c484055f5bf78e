"""The floor of the order flow's writing: the rows and index entries of a flow, and nothing else.

Flows are placed through the application once and what they write is listened to. The floor writes the same statements
for new orders through the bare driver, in as many commits; not the bitmaps of the search index, which are written once
for a thousand changed orders.
"""

import asyncio
import functools
import re
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

import apsw
import asyncpg  # type: ignore[import-untyped]  # has no type information
from tests.api import Api

from bench import archive
from bench.figures import Figure, Key, Measures, Plan
from bench.load import Times
from counterfoil.demo.walk import basket_document
from counterfoil.store import migrations
from counterfoil.store.jobs import Engine, Many, Statement, Value
from counterfoil.store.postgres import SETTINGS, compose
from counterfoil.store.sqlite import LEASES_SUFFIX
from counterfoil.store.sqlite_writer import native

FLOWS = 32
"""Flows that are listened to, and written in one commit where there are many clients."""
_FIRST_NUMBER = 10_000_000
"""Numbers of eight digits that stand nowhere else in a document."""
_SITE = "RefArch"
Job = Sequence[Statement]


class Written(NamedTuple):
    """What so many flows write."""

    jobs: list[list[Job]]
    """By step of the flow, then by flow: one job each."""
    leases: list[Statement]
    batches: list[Job]
    """The batches of the search index."""
    ids: list[tuple[str, str]]
    """Order number and basket id by flow."""

    def others(self, number: int) -> "Written":
        """Return the same for other orders of other baskets."""
        names = {}
        for order_no, basket_id in self.ids:
            names[order_no] = f"{int(order_no) + number * FLOWS:08d}"
            names[basket_id] = f"{basket_id[:-6]}{number:06x}"
        vary = _varied(names, number * FLOWS)
        return Written(
            [[vary(job) for job in step] for step in self.jobs],
            list(vary(self.leases)),
            [vary(job) for job in self.batches],
            [(names[order_no], names[basket_id]) for order_no, basket_id in self.ids],
        )


def measures(plan: Plan) -> Measures:
    """Return what there is to measure: for one client a commit for each job, for many one for all of a moment."""
    found: Measures = {}
    for engine in plan.stores.engines:
        written = plan.load.call(_listen, plan.stores.make(engine))
        for clients in (1, FLOWS):
            address = plan.stores.make(engine)
            found["written", engine, clients] = functools.partial(_measure, plan, written, address, clients, count(1))
    return found


def written_floor(engine: str, clients: int) -> Key:
    """Return the key of the floor that a flow of so many clients is compared with."""
    return ("written", engine, 1 if clients == 1 else FLOWS)


def _measure(plan: Plan, written: Written, address: str, clients: int, numbers: Iterator[int]) -> Figure:
    write = _to_postgres if address.startswith("postgresql:") else _to_sqlite
    first = next(numbers) * 10_000
    times, flows = plan.load.call(write, written, address, clients, first, plan.seconds)
    return Figure(flows / sum(times), Times.of([seconds / FLOWS for seconds in times]))


def _listen(address: str) -> Written:
    """Place orders and keep what the store's engine is told to write."""
    api = Api(address)
    store = api.application.server.store
    api.run(store.raise_counter(_SITE, "order", _FIRST_NUMBER))
    agent = api.agent_token()
    _place(api, agent, FLOWS)  # numbers and what the index learns at first are no part of a flow
    api.run(store.index_orders())
    heard: list[tuple[str, Job]] = []
    _tap(store._engine, heard)  # type: ignore[attr-defined]  # the engine at work is listened to
    ids = [_place(api, agent, customer) for customer in range(FLOWS)]
    api.run(store.index_orders())
    api.close()
    jobs = [job for kind, job in heard if kind == "write" and "counters" not in job[0].sql]
    steps = len(jobs) // FLOWS
    return Written(
        [jobs[step::steps] for step in range(steps)],
        [statement for kind, job in heard if kind == "lease" for statement in job],
        [job for kind, job in heard if kind == "write_batch"],
        ids,
    )


def _place(api: Api, agent: str, customer: int) -> tuple[str, str]:
    document = basket_document(archive.email(customer), archive.customer_no(customer))
    for place, item in enumerate(document["product_items"]):
        item["product_id"] = archive.PRODUCTS[(customer + place) % len(archive.PRODUCTS)]
    basket = api.basket(agent, **document)
    order = api.post("/s/RefArch/dw/shop/v23_1/orders", {"basket_id": basket["basket_id"]}, token=agent).json
    assert api.authorize(order).status == 200
    return order["order_no"], basket["basket_id"]


def _tap(engine: Engine, heard: list[tuple[str, Job]]) -> None:
    write, write_batch, lease = engine.write, engine.write_batch, engine.lease

    async def tapped_write(job: Job) -> None:
        heard.append(("write", _bare(job)))
        await write(job)

    async def tapped_batch(guard: Statement, kinds: Sequence[Many]) -> None:
        rows = [Statement(kind.sql, row) for kind in kinds for row in kind.rows]
        heard.append(("write_batch", _bare([guard, *rows])))
        await write_batch(guard, kinds)

    async def tapped_lease(sql: str, args: Sequence[Value] = ()) -> int:
        heard.append(("lease", [Statement(sql, args)]))
        return await lease(sql, args)

    engine.write, engine.write_batch, engine.lease = (  # type: ignore[method-assign]
        tapped_write,
        tapped_batch,
        tapped_lease,
    )


def _bare(job: Job) -> Job:
    """Return the statements without the errors they raise."""
    return [Statement(statement.sql, statement.args) for statement in job]


def _varied(names: dict[str, str], places: int) -> Callable[[Job], Job]:
    """Return what gives statements other ids, and other places in the search index."""
    texts = re.compile("|".join(names))
    content = re.compile(texts.pattern.encode())
    encoded = {name.encode(): other.encode() for name, other in names.items()}

    def vary(value: Value) -> Value:
        if isinstance(value, str):
            return texts.sub(lambda found: names[found[0]], value)
        if isinstance(value, bytes) and len(value) > FLOWS:
            return content.sub(lambda found: encoded[found[0]], value)
        return value

    def other(statement: Statement) -> Statement:
        args = list(map(vary, statement.args))
        place = _place_in(statement.sql)
        if place is not None:
            args[place] = int(args[place] or 0) + places
        return Statement(statement.sql, args)

    return lambda job: list(map(other, job))


@functools.cache
def _place_in(sql: str) -> int | None:
    """Return which argument of an insert is a place in the search index."""
    if not sql.startswith("insert into search_"):
        return None
    columns = [name.strip() for name in sql[sql.index("(") + 1 : sql.index(")")].split(",")]
    return columns.index("place") if "place" in columns else None


def _to_sqlite(written: Written, address: str, clients: int, first: int, seconds: float) -> tuple[list[float], int]:
    connection, leases = apsw.Connection(address), apsw.Connection(address + LEASES_SUFFIX)
    connection.execute("pragma synchronous = full; pragma wal_autocheckpoint = 4000").fetchall()
    leases.execute("pragma journal_mode = wal; pragma synchronous = off").fetchall()
    leases.execute(f"create {migrations.LEASES}")
    before = _orders(connection)

    def commit(jobs: Sequence[Job]) -> None:
        connection.execute("begin immediate")
        for job in jobs:
            for statement in job:
                connection.execute(native(statement.sql), statement.args)
        connection.execute("commit")

    def write(other: Written) -> None:
        for step in other.jobs:
            for place in range(0, FLOWS, clients):
                commit(step[place : place + clients])
        for statement in other.leases:
            leases.execute(native(statement.sql), statement.args)
        for batch in other.batches:
            commit([batch])

    times = _timed(written, first, seconds, write)
    _check(_orders(connection) - before, len(times))
    connection.close()
    leases.close()
    return times, len(times) * FLOWS


def _to_postgres(written: Written, address: str, clients: int, first: int, seconds: float) -> tuple[list[float], int]:
    with asyncio.Runner() as runner:
        connections = [runner.run(asyncpg.connect(address, server_settings=SETTINGS)) for _ in range(clients)]
        one = connections[0]
        before = runner.run(one.fetchval("select count(*) from orders"))

        async def work(connection: asyncpg.Connection, other: Written, flows: range) -> None:
            for flow in flows:
                for step in other.jobs:
                    await _execute(connection, step[flow])
                for statement in other.leases[flow::FLOWS]:
                    await connection.execute(statement.sql, *statement.args)

        async def write(other: Written) -> None:
            each = FLOWS // clients
            await asyncio.gather(
                *(work(own, other, range(n * each, (n + 1) * each)) for n, own in enumerate(connections))
            )
            for batch in other.batches:
                await _transaction(one, batch)

        times = _timed(written, first, seconds, lambda other: runner.run(write(other)))
        _check(runner.run(one.fetchval("select count(*) from orders")) - before, len(times))
        for connection in connections:
            runner.run(connection.close())
    return times, len(times) * FLOWS


async def _execute(connection: asyncpg.Connection, job: Job) -> None:
    args = [value for statement in job for value in statement.args]
    sql = compose(job) if len(job) > 1 else job[0].sql
    await connection.fetch(sql, *args)


async def _transaction(connection: asyncpg.Connection, batch: Job) -> None:
    groups: dict[str, list[Sequence[Value]]] = {}
    for statement in batch:
        groups.setdefault(statement.sql, []).append(statement.args)
    async with connection.transaction():
        for sql, rows in groups.items():
            await connection.executemany(sql, rows)


def _timed(written: Written, first: int, seconds: float, write: Callable[[Written], object]) -> list[float]:
    """Write for so many seconds, making the statements outside of what is timed; return the seconds of each round."""
    times: list[float] = []
    while sum(times) < seconds:
        other = written.others(first + len(times))
        started = time.perf_counter()
        write(other)
        times.append(time.perf_counter() - started)
    return times


def _orders(connection: apsw.Connection) -> int:
    return int(connection.execute("select count(*) from orders").get)


def _check(orders: int, rounds: int) -> None:
    if orders != rounds * FLOWS:
        raise RuntimeError(f"{rounds * FLOWS} orders were to be written, and {orders} were")
