"""This tree against another revision of the project, and what a feature costs beside doing without it.

``python bench/versus.py e02f002`` measures by turns, so that a slow minute of the machine touches both, and prints the
ratio of each pair. Stores are on SQLite: what is compared is the work of the server, not that of the database.
"""

import argparse
import contextlib
import functools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

# Not this folder, whose modules have names of the standard library, but the one above.
sys.path[0] = str(Path(__file__).parent.parent)

from bench import machine  # noqa: E402  (found by the line above)
from bench.figures import Figure, loaded_for  # noqa: E402
from bench.flow import order_flows  # noqa: E402
from bench.load import LoadProcess, MakeScript, repeated, request  # noqa: E402
from bench.reads import FEW, gets  # noqa: E402
from bench.server import SHOP, Server, agent_token, counterfoil  # noqa: E402
from counterfoil.demo.accounts import CLIENT_ID  # noqa: E402

HERE = Path(__file__).parent.parent
_DISK = Path("/var/tmp")
_FILL = """
import sys
from pathlib import Path
from bench.stores import Stores
stores = Stores(Path(sys.argv[1]), None)
print(stores.make("SQLite"), stores.make_with_orders("SQLite", int(sys.argv[2])), sep="\\n")
"""
_ORIGIN = "http://localhost:3000"
_NARROW = "(order_no,status,order_total,customer_info.(email),product_items.(product_id,quantity))"
_READERS = 32


class Tree(NamedTuple):
    """A revision's files, and a server of it on a store without orders and on one with some."""

    name: str
    empty: Server
    filled: Server


Measure = Callable[[], Figure]
Pairs = dict[str, tuple[Measure, Measure]]
"""What is measured by turns: without and with, before and now."""


def main() -> int:
    """Measure in rounds and print a table of medians and of the ratios of each round."""
    options = _options()
    tempfile.tempdir = options.folder or (str(_DISK) if _DISK.is_dir() else None)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="counterfoil-versus-")))
        load = stack.enter_context(LoadProcess())
        started = ["--no-demo-hook"] if options.no_hook else []
        here = _tree(stack, folder, HERE, "now", started)
        measure = functools.partial(loaded_for, load, options.seconds)
        pairs = {} if options.no_features else _features(stack, folder, here, measure)
        if options.revision:
            tree = stack.enter_context(_checked_out(options.revision, folder))
            there = _tree(stack, folder, tree, options.revision, started)
            pairs = _revisions(there, here, measure) | pairs
        found: dict[str, list[tuple[Figure, Figure]]] = {name: [] for name in pairs}
        for number in range(options.rounds):
            for name, (before, now) in pairs.items():
                found[name].append((before(), now()))
                first, second = found[name][-1]
                ratio = second.per_second / first.per_second
                print(f"{number + 1}/{options.rounds} {name}: {ratio:.2f}", file=sys.stderr, flush=True)
    print(_table(found, options))
    return 0


def _tree(stack: contextlib.ExitStack, folder: Path, tree: Path, name: str, started: list[str]) -> Tree:
    own = folder / f"of-{name}"
    own.mkdir()
    paths = f"{tree / 'src'}:{tree}"
    command = [sys.executable, "-c", _FILL, str(own), str(FEW)]
    filled = subprocess.run(command, cwd=own, env={**_environ(), "PYTHONPATH": paths}, check=True, capture_output=True)
    empty, with_orders = filled.stdout.decode().split()
    servers = [
        stack.enter_context(counterfoil(store, own, options=started, python_path=paths))
        for store in (empty, with_orders)
    ]
    return Tree(name, *servers)


def _environ() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("COUNTERFOIL_")}


@contextlib.contextmanager
def _checked_out(revision: str, folder: Path) -> Iterator[Path]:
    tree = folder / "tree"
    git = ["git", "-C", str(HERE), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(tree), revision], check=True)
    try:
        yield tree
    finally:
        subprocess.run([*git, "remove", "--force", str(tree)], check=True)


Loaded = Callable[[Server, list[MakeScript]], Figure]


def _revisions(there: Tree, here: Tree, measure: Loaded) -> Pairs:
    pairs: Pairs = {}
    for clients in (1, 8, _READERS):
        one, other = (functools.partial(_flow, measure, tree.empty, clients) for tree in (there, here))
        pairs[f"order flow, {clients} clients"] = (one, other)
    one, other = (functools.partial(_gets, measure, tree.filled) for tree in (there, here))
    pairs["GET order, 32 clients"] = (one, other)
    return pairs


def _flow(measure: Loaded, server: Server, clients: int) -> Figure:
    return measure(server, order_flows(server.port, clients))


def _gets(measure: Loaded, server: Server) -> Figure:
    return measure(server, gets(server.port, FEW, _READERS))


def _features(stack: contextlib.ExitStack, folder: Path, here: Tree, measure: Loaded) -> Pairs:
    """Return GET order plain and with a feature, on one server; the last on one with narrow settings."""
    plain = functools.partial(_gets, measure, here.filled)
    narrow = _narrow_server(stack, folder)
    return {
        "GET order with select=(**)": (plain, _variant(measure, here.filled, "?select=(**)")),
        "GET order with a narrow select": (plain, _variant(measure, here.filled, f"?select={_NARROW}")),
        "GET order with an origin": (plain, _variant(measure, here.filled, "", {"origin": _ORIGIN})),
        "GET order with x-explain: 1": (plain, _variant(measure, here.filled, "", {"x-explain": "1"})),
        "GET order, narrow read_attributes": (plain, functools.partial(_gets, measure, narrow)),
    }


def _variant(measure: Loaded, server: Server, query: str, headers: dict[str, str] | None = None) -> Measure:
    sent = {"authorization": f"Bearer {agent_token(server.port)}", **(headers or {})}
    requests = [request("GET", f"{SHOP}/v23_1/orders/{number:08d}{query}", sent) for number in range(1, FEW + 1)]
    scripts = [repeated("get", requests[one::_READERS]) for one in range(_READERS)]
    return lambda: measure(server, scripts)


def _narrow_server(stack: contextlib.ExitStack, folder: Path) -> Server:
    """Start a server whose client may read some properties of orders only."""
    own = folder / "narrow"
    own.mkdir()
    paths = f"{HERE / 'src'}:{HERE}"
    environ = {**_environ(), "PYTHONPATH": paths}
    command = [sys.executable, "-c", _FILL, str(own), str(FEW)]
    store = subprocess.run(command, cwd=own, env=environ, check=True, capture_output=True).stdout.decode().split()[1]
    resource = {"resource_id": "/**", "methods": ["get", "post"], "read_attributes": "(**)", "write_attributes": "(**)"}
    orders = {"resource_id": "/orders/*", "methods": ["get"], "read_attributes": _NARROW}
    settings = {"_v": "24.5", "clients": [{"client_id": CLIENT_ID, "resources": [resource, orders]}]}
    (own / "settings.json").write_text(json.dumps(settings))
    command = [sys.executable, "-m", "counterfoil", "ocapi-settings", "set", "settings.json", "--store", store]
    subprocess.run([*command, "--site", "RefArch"], cwd=own, env=environ, check=True, capture_output=True)
    return stack.enter_context(counterfoil(store, own, python_path=paths))


def _table(found: dict[str, list[tuple[Figure, Figure]]], options: argparse.Namespace) -> str:
    lines = [*(f"- {line}" for line in machine.description(Path(tempfile.gettempdir()))), ""]
    lines += [f"- {options.rounds} rounds of {options.seconds:g} s by turns; 1.00: as fast as before or without", ""]
    lines += [
        "| what | before a second | now | ratio | least | most | server CPU, now / before |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, pairs in found.items():
        ratios = sorted(now.per_second / before.per_second for before, now in pairs)
        work = median(now.server_cpu_ms / before.server_cpu_ms for before, now in pairs)
        speeds = [median(pair[which].per_second for pair in pairs) for which in (0, 1)]
        lines.append(
            f"| {name} | {speeds[0]:,.0f} | {speeds[1]:,.0f} | **{median(ratios):.2f}** | {ratios[0]:.2f} "
            f"| {ratios[-1]:.2f} | {work:.2f} |"
        )
    return "\n".join(lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure this tree by turns with another revision of the project.")
    parser.add_argument("revision", nargs="?", help="a commit; left out: only what features cost here")
    parser.add_argument("--no-hook", action="store_true", help="start servers without the demo's payment hook")
    parser.add_argument("--no-features", action="store_true", help="leave out what features cost here")
    parser.add_argument("--rounds", type=int, default=7, help="pairs of measurements (default: 7)")
    parser.add_argument("--seconds", type=float, default=3.0, help="length of a measurement (default: 3)")
    parser.add_argument("--folder", help="where to put databases: a folder on the disk to measure (default: /var/tmp)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
