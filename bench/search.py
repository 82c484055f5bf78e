"""Measure order search from a thousand orders to a million: python bench/search.py [--folder FOLDER].

A query is measured from its document to the orders of its page, in the process of the store; the floor is one order
read by its number in the same run. Stores are made in the folder once, and used again by the next run.
"""

import argparse
import asyncio
import contextlib
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

# Not this folder, whose modules have names of the standard library, but the one above.
sys.path[0] = str(Path(__file__).parent.parent)

from bench import machine, many_orders, search_queries, stores  # noqa: E402  (found by the line above)
from bench.search_stores import NOW, SearchStores  # noqa: E402
from counterfoil.cli.server import calm_collector  # noqa: E402
from counterfoil.commerce.order_query import expression_of, sort_keys  # noqa: E402
from counterfoil.documents.order_search import Query, Sort  # noqa: E402
from counterfoil.documents.parse import parse  # noqa: E402
from counterfoil.store.engines import open_store  # noqa: E402
from counterfoil.store.interface import Store  # noqa: E402
from counterfoil.store.records import TookTooLong  # noqa: E402
from counterfoil.versions import NEWEST  # noqa: E402

RESULTS = Path(__file__).with_name("SEARCH.md")
AIM_MS = 50
_FEWEST = 1000
_CHANGED = 500
"""So many orders have changed since the bitmaps were folded, as in a store at work."""
_AT_ONCE = 50
_TAKEN_IN = 4000
_PATIENCE_SECONDS = 60.0
_NEW, _RECENT = 100, 20_000
"""So many orders of those in a fold are new; the others are changed ones, any or some of the newest."""
_CHANGES = "select count(*) from search_changed"
_ORDERS = "select count(*) from orders"
_FOLDS = "select coalesce(max(folded), 0) from search_sites"
_SLOWEST = 3


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
    firsts: dict[str, dict[str, float]]
    """Milliseconds of one query of each kind, each the first behind what is named."""
    index_us: dict[str, float]
    """Processor time of this process to take one order into the index, in microseconds, by what was done."""


def main() -> int:
    """Measure, print the tables and keep them."""
    options = _options()
    found: dict[str, Growth] = {}
    with contextlib.ExitStack() as stack:
        folder = Path(options.folder or stack.enter_context(tempfile.TemporaryDirectory(prefix="counterfoil-search-")))
        made = SearchStores(folder.absolute(), with_postgres=not options.sqlite)
        stack.callback(made.close)
        for engine in made.engines:
            found[engine] = _growth(made, engine, options)
        described = machine.description(folder)
    load = f"other work used {machine.busy_share(2.0):.0%} of the processors at the end"
    queries = f"{options.samples} queries of each kind on the largest store, {_fewer(options)} on the others"
    text = _report(found, [*described, queries, load])
    print(text)
    if not options.prepare:
        RESULTS.write_text(text, encoding="utf-8")
    return 0


def _growth(made: SearchStores, engine: str, options: argparse.Namespace) -> Growth:
    growth = Growth({}, {}, {}, {})
    sizes = [size for size in (_FEWEST * 10**power for power in range(9)) if size < options.orders] + [options.orders]
    addresses = [made.store(engine, size, sizes[number - 1] if number else 0) for number, size in enumerate(sizes)]
    if options.prepare:
        return growth
    for size, address in zip(sizes, addresses, strict=True):
        samples = options.samples if size == sizes[-1] else _fewer(options)
        _show(f"{engine}: {samples} queries of each kind, {size:,} orders")
        asyncio.run(_measure(growth, address, size, samples))
    asyncio.run(_measure_firsts(growth, addresses[-1], sizes[-1], made.pattern()))
    address = made.scratch(engine)
    growth.index_us["new orders, many at once"] = asyncio.run(_taken_in(address, made.pattern()))
    return growth


def _fewer(options: argparse.Namespace) -> int:
    return max(10, options.samples // 4)


async def _measure(growth: Growth, address: str, size: int, samples: int) -> None:
    store = await open_store(address)
    growth.index_us[f"changed orders, {_AT_ONCE} at once, of {size:,}"] = await _changed(store, address, size)
    growth.floors[size] = await _floor(store, size, samples)
    growth.tables[size] = await _measured(store, size, samples)
    await store.close()


async def _changed(store: Store, address: str, size: int) -> float:
    """Change orders until enough of them are not in the bitmaps yet; return what one costs."""
    engine, chance = await stores.open_engine_of(address), random.Random(size)
    seconds, orders = 0.0, 0
    while orders < _CHANGED or (await engine.read(_CHANGES))[0][0] < _CHANGED:
        await many_orders.change_orders(engine, range(size), _AT_ONCE, chance)
        started = time.process_time()
        orders += await store.index_orders()
        seconds += time.process_time() - started
        if orders > 4 * _CHANGED:  # a small store does not have so many
            break
    await engine.close()
    return seconds * 1e6 / orders


async def _taken_in(address: str, pattern: bytes) -> float:
    await (await open_store(address)).close()
    engine = await stores.open_engine_of(address)
    await many_orders.add_orders(engine, pattern, 0, _TAKEN_IN, NOW, lambda _done, _total: None)
    await engine.close()
    store = await open_store(address)
    started = time.process_time()
    await store.index_orders(lambda _done, _total: None)
    seconds = time.process_time() - started
    await store.close()
    return seconds * 1e6 / _TAKEN_IN


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
    known, chance = many_orders.known(orders, NOW), random.Random(orders + samples)
    calm_collector()  # as a server does
    times: dict[str, list[float]] = {}
    totals: dict[str, int] = {}
    for _ in range(samples):
        for asked in search_queries.queries(known, chance):
            started = time.perf_counter()
            totals[asked.name] = await _ask(store, asked)
            times.setdefault(asked.name, []).append((time.perf_counter() - started) * 1000)
    return {name: _times(found, totals[name]) for name, found in times.items()}


async def _measure_firsts(growth: Growth, address: str, size: int, pattern: bytes) -> None:
    growth.firsts["a start"] = {}
    calm_collector()
    for place in range(len(_queries(size))):
        store = await open_store(address)
        await _ask_one(growth.firsts["a start"], store, size, place)
        await store.close()
    store = await open_store(address)
    await _measured(store, size, 1)
    for name, recent in (
        (f"a fold of {_NEW} new orders and changes of the {_RECENT:,} newest", True),
        (f"a fold of {_NEW} new orders and changes of any", False),
    ):
        _show(f"queries behind {name}")
        growth.firsts[name] = {}
        for place in range(len(_queries(size))):
            await _folded(store, address, pattern, recent=recent)
            await _ask_one(growth.firsts[name], store, size, place)
    await store.close()


def _queries(size: int) -> list[search_queries.Asked]:
    return list(search_queries.queries(many_orders.known(size, NOW), random.Random(size)))


async def _ask_one(times: dict[str, float], store: Store, size: int, place: int) -> None:
    asked = _queries(size)[place]
    started = time.perf_counter()
    await _ask(store, asked)
    times[asked.name] = (time.perf_counter() - started) * 1000


async def _folded(store: Store, address: str, pattern: bytes, *, recent: bool) -> None:
    """Place and change orders until they are folded into the bitmaps."""
    engine = await stores.open_engine_of(address)
    ((before,),), ((have,),) = await engine.read(_FOLDS), await engine.read(_ORDERS)
    chance = random.Random(have)
    await many_orders.add_orders(engine, pattern, have, have + _NEW, NOW, lambda _done, _total: None)
    some = range(have + _NEW)[-_RECENT if recent else 0 :]
    while (await engine.read(_FOLDS))[0][0] == before:
        await many_orders.change_orders(engine, some, _AT_ONCE, chance)
        await store.index_orders()
    await engine.close()


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
    return Times(median(ordered), ordered[ceil(len(ordered) * 0.99) - 1], total)


def _report(found: dict[str, Growth], described: Sequence[str]) -> str:
    lines = ["# Order search", "", *(f"- {line}" for line in described), ""]
    for engine, growth in found.items():
        sizes = list(growth.tables)
        if not sizes:
            continue
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
        lines += [
            "",
            f"One query of each kind at {most:,} orders, each the first behind something, all kinds together:",
            "",
        ]
        for name, found_first in growth.firsts.items():
            one = _times(list(found_first.values()), 1)
            slowest = sorted(found_first, key=lambda kind: -found_first[kind])[:_SLOWEST]
            shown = ", ".join(f"{kind} {found_first[kind]:.1f}" for kind in slowest)
            lines.append(f"- {name}: {one.p50:.1f} / {one.p99:.1f} (slowest: {shown})")
        lines += ["", "Processor time of the server to take an order into the index:", ""]
        lines += [f"- {name}: {us:.0f} µs" for name, us in growth.index_us.items()]
        lines.append("")
    return "\n".join(lines)


def _show(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure order search on stores that grow by the factor ten.")
    parser.add_argument("--orders", type=int, default=1_000_000, help="orders in the largest store")
    parser.add_argument("--samples", type=int, default=200, help="queries of each kind")
    parser.add_argument("--sqlite", action="store_true", help="leave PostgreSQL out")
    parser.add_argument("--folder", help="where stores are kept for the next run (default: nowhere)")
    parser.add_argument("--prepare", action="store_true", help="make the stores that are missing, measure nothing")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
