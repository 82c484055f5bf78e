"""Profiles: a load on a server that is looked at, and tables of where its processor time went."""

import argparse
import contextlib
import json
import pstats
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bench import archive, machine
from bench.flow import order_flows
from bench.load import Job, Load, LoadProcess, MakeScript
from bench.postgres import start_postgres
from bench.reads import FEW, gets, lists
from bench.server import FIRST_REQUEST, Server, customer_token, free_port, serving
from bench.stores import LOGINS, Stores

Place = tuple[str, str, int, int]
Row = tuple[float, str, list[Place]]
_KINDS = ("flow", "get", "list")
_WARM_UP = 6.0


def main() -> int:
    """Measure one kind of load and print its profile."""
    options = _options()
    tempfile.tempdir = options.folder
    with tempfile.TemporaryDirectory(prefix="counterfoil-bench-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        postgres = start_postgres() if options.postgresql else None
        if postgres is not None:
            stack.callback(postgres.remove)
        stores = Stores(folder, postgres)
        engine = "PostgreSQL" if postgres else "SQLite"
        store = stores.make(engine) if options.kind == "flow" else stores.make_with_orders(engine, FEW)
        port, written = free_port(), folder / "profile"
        script = str(Path(__file__).with_name("sampler.py"))
        command = [script, "calls" if options.calls else "samples", str(written), *serving(store, port)]
        with LoadProcess() as load, Server(command, port, FIRST_REQUEST, folder) as server:
            scripts = _scripts(options.kind, port, options.clients)
            before = machine.cpu_seconds(server.pid)
            measured = load.drive(Job(port, scripts, options.seconds, _WARM_UP))
            cpu = machine.cpu_seconds(server.pid) - before
        print(_summary(options.kind, measured, cpu))
        if options.calls:
            for order in ("tottime", "cumtime"):
                pstats.Stats(str(written)).sort_stats(order).print_stats(options.top)
        else:
            print(_tables(json.loads(written.read_text()), options.top, cpu / max(1, measured.units)))
    return 0


def _summary(kind: str, load: Load, cpu: float) -> str:
    each = cpu * 1_000_000 / max(1, load.units)
    p50 = load.times.p50
    return f"{kind}: {load.per_second:,.0f}/s, {each:,.0f} µs of the server's processor time each; p50 {p50:.1f} ms"


def _scripts(kind: str, port: int, clients: int) -> list[MakeScript]:
    if kind == "flow":
        return order_flows(port, clients)
    if kind == "get":
        return gets(port, FEW, clients)
    tokens = [customer_token(port, archive.email(one), archive.PASSWORD) for one in range(LOGINS)]
    return lists(tokens, clients)


def _tables(rows: list[Row], top: int, cpu_each: float) -> str:
    """Write the shares as tables; µs are those of one unit of the load."""
    whole = sum(weight for weight, _, _ in rows)

    def table(title: str, keys: Callable[[str, list[Place]], set[str]], count: int = top) -> list[str]:
        found: Counter[str] = Counter()
        for weight, thread, stack in rows:
            for key in keys(thread, stack):
                found[key] += weight  # type: ignore[assignment]  # weights are seconds
        lines = [
            f"{weight / whole:6.1%} {weight / whole * cpu_each * 1_000_000:7.1f} µs  {key}"
            for key, weight in found.most_common(count)
        ]
        return [f"\n== {title}", *lines]

    parts = [
        *table("threads", lambda thread, _: {thread}),
        *table("modules, without what they call", lambda _, stack: {_module(stack[0])}),
        *table("functions, without what they call", lambda _, stack: {_function(stack[0])}),
        *table(
            "functions of the project, with what they call", lambda _, stack: set(map(_function, _own(stack))), 2 * top
        ),
        *table("lines, without what they call", lambda _, stack: {_line(stack[0])}),
        *table("lines of the project, with what they call", lambda _, stack: set(map(_line, _own(stack))), 2 * top),
    ]
    return "\n".join(parts)


def _own(stack: list[Place]) -> list[Place]:
    return [place for place in stack if "/counterfoil/" in place[0]]


def _module(place: Place) -> str:
    parts = Path(place[0]).parts
    for package in ("site-packages", "src"):
        if package in parts:
            return "/".join(parts[parts.index(package) + 1 :])
    return "/".join(parts[-2:])


def _function(place: Place) -> str:
    return f"{_module(place)}:{place[2]} {place[1]}"


def _line(place: Place) -> str:
    return f"{_module(place)}:{place[3]} in {place[1]}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Show where the server's processor time goes.")
    parser.add_argument("kind", choices=_KINDS, help="the order flow, GET order, or the list of 25")
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL (default: SQLite)")
    parser.add_argument(
        "--calls", action="store_true", help="count calls by cProfile, which distorts, instead of sampling"
    )
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--top", type=int, default=40, help="lines of a table")
    parser.add_argument(
        "--folder", default="/var/tmp" if Path("/var/tmp").is_dir() else None, help="where to put databases"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
