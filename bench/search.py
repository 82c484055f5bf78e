"""Measure order search from a thousand orders to a million: python bench/search.py [--orders 1000000].

A query is measured from its document to the orders of its page, in the process of the store; the floor is one order
read by its number in the same run.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

# Not this folder, whose modules have names of the standard library, but the one above.
sys.path[0] = str(Path(__file__).parent.parent)

from bench import machine, many_orders, search_queries, stores  # noqa: E402  (found by the line above)
from bench.postgres import start_postgres  # noqa: E402
from counterfoil.commerce.order_query import expression_of, sort_keys  # noqa: E402
from counterfoil.documents.order_search import Query, Sort  # noqa: E402
from counterfoil.documents.parse import parse  # noqa: E402
from counterfoil.store.engines import open_store  # noqa: E402
from counterfoil.store.interface import Store  # noqa: E402
from counterfoil.store.jobs import Statement  # noqa: E402
from counterfoil.store.records import OrderEntry, TookTooLong  # noqa: E402
from counterfoil.store.search_index import SearchIndex  # noqa: E402
from counterfoil.timestamps import instant_of  # noqa: E402
from counterfoil.versions import NEWEST  # noqa: E402

NOW = instant_of("2026-11-01T00:00Z")
RESULTS = Path(__file__).with_name("SEARCH.md")
AIM_MS = 50
_FEWEST = 1000
_REPLAYED = 4000
_PATIENCE_SECONDS = 60.0


class Times(NamedTuple):
    """Milliseconds of one kind of query, and what it found at last."""

    p50: float
    p99: float
    total: int


Table = dict[str, Times]


class Growth(NamedTuple):
    """What was measured on one engine, by the number of orders."""

    floors: dict[int, Times]
    tables: dict[int, Table]
    index_us: dict[int, float]
    """Processor and waiting time of taking one order into the index, in microseconds."""
    written_us: float = 0.0
    """The same for nothing but writing its rows."""


def main() -> int:
    """Measure, print the tables and keep them."""
    options = _options()
    tempfile.tempdir = options.folder or ("/var/tmp" if Path("/var/tmp").is_dir() else None)
    found: dict[str, Growth] = {}
    with tempfile.TemporaryDirectory(prefix="counterfoil-search-") as name:
        folder = Path(name)
        postgres = None if options.sqlite else start_postgres()
        try:
            made = stores.Stores(folder, postgres)
            pattern = made.one_order()
            for engine in made.engines:
                address, *pair = (made.make(engine) for _ in range(3))
                written = asyncio.run(_rows_alone(pair, pattern))
                growing = _growth(made, engine, address, pattern, options)
                found[engine] = asyncio.run(growing)._replace(written_us=written)
        finally:
            if postgres is not None:
                postgres.remove()
        described = machine.description(folder)
    load = f"other work used {machine.busy_share(2.0):.0%} of the processors at the end"
    text = _report(found, [*described, f"{options.samples} queries of each kind", load])
    print(text)
    RESULTS.write_text(text, encoding="utf-8")
    return 0


async def _growth(
    made: stores.Stores, engine: str, address: str, pattern: OrderEntry, options: argparse.Namespace
) -> Growth:
    growth, most = Growth({}, {}, {}), options.orders
    have, want = 0, _FEWEST
    while have < most:
        want = min(want, most)
        _show(f"{engine}: {want:,} orders")
        await _add(address, pattern, have, want)
        store = await open_store(address)
        growth.index_us[want] = await _indexed(store) * 1e6 / (want - have)
        made.settle(engine, address)
        growth.floors[want] = await _floor(store, want, options.samples)
        growth.tables[want] = await _measured(store, want, options.samples)
        await store.close()
        have, want = want, want * 10
    return growth


async def _add(address: str, pattern: OrderEntry, have: int, want: int) -> None:
    engine = await stores.open_engine_of(address)
    await many_orders.add_orders(engine, pattern, have, want, NOW)
    await engine.close()


async def _indexed(store: Store) -> float:
    started = time.perf_counter()
    await store.index_orders(lambda _done, _total: None)
    return time.perf_counter() - started


async def _rows_alone(pair: Sequence[str], pattern: OrderEntry) -> float:
    """Return what it takes to write the rows of an order's index, with none of the work that makes them."""
    jobs: list[Sequence[Statement]] = []
    first, second = pair
    for address in pair:
        await _add(address, pattern, 0, _REPLAYED)
    recorded = await stores.open_engine_of(first)
    write = recorded.write_batch

    async def recording(job: Sequence[Statement]) -> None:
        jobs.append(job)
        await write(job)

    recorded.write_batch = recording  # type: ignore[method-assign]  # the engine at work is listened to
    await SearchIndex(recorded).catch_up()
    await recorded.close()
    replayed = await stores.open_engine_of(second)
    started = time.perf_counter()
    for job in jobs:
        await replayed.write_batch(job)
    seconds = time.perf_counter() - started
    await replayed.close()
    return seconds * 1e6 / _REPLAYED


async def _floor(store: Store, orders: int, samples: int) -> Times:
    chance = random.Random(orders)
    times = []
    for _ in range(max(samples, 200)):
        order_no = f"{chance.randrange(orders):08d}"
        started = time.perf_counter()
        await store.order(many_orders.SITE, order_no)
        times.append((time.perf_counter() - started) * 1000)
    return _times(times, 1)


async def _measured(store: Store, orders: int, samples: int) -> Table:
    known, chance = many_orders.known(orders, NOW), random.Random(orders)
    times: dict[str, list[float]] = {}
    totals: dict[str, int] = {}
    for _ in range(samples):
        for asked in search_queries.queries(known, chance):
            started = time.perf_counter()
            totals[asked.name] = await _ask(store, asked)
            times.setdefault(asked.name, []).append((time.perf_counter() - started) * 1000)
    return {name: _times(found, totals[name]) for name, found in times.items()}


async def _ask(store: Store, asked: search_queries.Asked) -> int:
    expression = expression_of(parse(Query, asked.query, NEWEST), {})
    sorts: list[dict[str, Any]] = [{"field": field, "sort_order": "desc"} for field in asked.sorts]
    keys = sort_keys([parse(Sort, sort, NEWEST) for sort in sorts])
    try:
        page = await store.search_orders(many_orders.SITE, expression, keys, asked.start, 25, _PATIENCE_SECONDS)
    except TookTooLong:
        return -1
    return page.total


def _times(found: list[float], total: int) -> Times:
    ordered = sorted(found)
    return Times(median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], total)


def _report(found: dict[str, Growth], described: Sequence[str]) -> str:
    lines = ["# Order search", "", *(f"- {line}" for line in described), ""]
    for engine, growth in found.items():
        sizes = list(growth.tables)
        most = sizes[-1]
        within = [name for name, times in growth.tables[most].items() if times.p99 < AIM_MS]
        lines += [
            f"## {engine}",
            "",
            f"{len(within)} of {len(growth.tables[most])} kinds of queries end within {AIM_MS} ms (p99) "
            f"at {most:,} orders. Times in milliseconds, p50 / p99; the last columns are what was found, and p50 as "
            "a multiple of the floor.",
            "",
            "| query | " + " | ".join(f"{size:,}" for size in sizes) + " | found | / floor |",
            "|---|" + "---|" * (len(sizes) + 2),
            "| floor: an order by its number | "
            + " | ".join(f"{growth.floors[size].p50:.2f} / {growth.floors[size].p99:.2f}" for size in sizes)
            + " | 1 | 1 |",
        ]
        for name in growth.tables[most]:
            cells = [growth.tables[size][name] for size in sizes]
            shown = " | ".join(f"{one.p50:.1f} / {one.p99:.1f}" for one in cells)
            ratio = cells[-1].p50 / growth.floors[most].p50
            lines.append(f"| {name} | {shown} | {cells[-1].total:,} | {ratio:,.0f} |")
        taken = ", ".join(f"{us:.0f} µs up to {size:,} orders" for size, us in growth.index_us.items())
        lines += [
            "",
            f"Taking an order into the index: {taken}; writing its rows alone: {growth.written_us:.0f} µs.",
            "",
        ]
    return "\n".join(lines)


def _show(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure order search on stores that grow by the factor ten.")
    parser.add_argument("--orders", type=int, default=1_000_000, help="orders in the largest store")
    parser.add_argument("--samples", type=int, default=100, help="queries of each kind")
    parser.add_argument("--sqlite", action="store_true", help="leave PostgreSQL out")
    parser.add_argument("--folder", help="where to put databases (default: /var/tmp)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
