"""What hooks cost: the order flow without any, with one in Python, with one in a cartridge; and a hook that hangs.

``python bench/hooks.py`` measures by turns, so that a slow minute of the machine touches all, on SQLite.
"""

import argparse
import contextlib
import functools
import json
import socket
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path
from statistics import median

# Not this folder, whose modules have names of the standard library, but the one above.
sys.path[0] = str(Path(__file__).parent.parent)

from bench import machine  # noqa: E402  (found by the line above)
from bench.figures import Figure, loaded_for  # noqa: E402
from bench.flow import order_flows  # noqa: E402
from bench.load import LoadProcess, MakeScript, request  # noqa: E402
from bench.reads import FEW, gets  # noqa: E402
from bench.server import SHOP, Server, agent_token, counterfoil  # noqa: E402
from bench.stores import Stores  # noqa: E402

_DISK = Path("/var/tmp")
_POINT = "dw.ocapi.shop.order.afterPaymentAuthorize"
_IDLE = """
from counterfoil.hooks import hook

@hook("dw.ocapi.shop.order.afterPaymentAuthorize")
def look(order, payment_instrument):
    pass
"""
_PYTHON = """
from counterfoil.hooks import Status, hook

@hook("dw.ocapi.shop.order.afterPaymentAuthorize")
def authorize(order, payment_instrument):
    order.custom["c_authorized"] = order.order_no
    return Status(Status.OK)
"""
_APPROVES = """
from counterfoil.hooks import Status, hook

@hook("dw.order.payment.authorizeCreditCard")
def authorize(order, payment_instrument, cvn):
    return Status(Status.OK)
"""
_SCRIPT_APPROVES = """
'use strict';
var Status = require('dw/system/Status');

exports.authorizeCreditCard = function (order, paymentInstrument, cvn) {
    return new Status(Status.OK);
};
"""
_SCRIPT = """
'use strict';
var Status = require('dw/system/Status');
var Transaction = require('dw/system/Transaction');

exports.afterPaymentAuthorize = function (order, paymentInstrument) {
    Transaction.wrap(function () {
        order.custom.authorized = order.orderNo;
    });
    return new Status(Status.OK);
};
"""
_HANGS = """
'use strict';
exports.beforeGET = function (orderNo) {
    if (orderNo === 'hangs') {
        for (;;) {}
    }
};
"""
_UNTRACED = ("--trace-keep", "0")
_HANGING = 2
"""Requests that hang at a time; each comes again when it was ended."""


def main() -> int:
    """Measure in rounds and print medians and ratios."""
    options = _options()
    tempfile.tempdir = options.folder or (str(_DISK) if _DISK.is_dir() else None)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="counterfoil-hooks-")))
        load = stack.enter_context(LoadProcess())
        measure = functools.partial(loaded_for, load, options.seconds)
        stores = Stores(folder, None)
        if options.beside:
            print(_beside(stack, folder, stores, load, options))
            return 0
        servers = (_approving if options.by_instrument else _servers)(stack, folder, stores)
        found: dict[tuple[str, int], list[Figure]] = {}
        for number in range(options.rounds):
            for clients in (1, 8, 32):
                for name, server in servers.items():
                    flows = order_flows(server.port, clients, by_instrument=options.by_instrument)
                    figure = measure(server, flows)
                    found.setdefault((name, clients), []).append(figure)
                    print(f"{number + 1}/{options.rounds} {name}, {clients}: {figure.per_second:.0f}", file=sys.stderr)
        beside = "" if options.by_instrument else _beside(stack, folder, stores, load, options)
    print(_table(found, options))
    print(beside)
    return 0


def _servers(stack: contextlib.ExitStack, folder: Path, stores: Stores) -> dict[str, Server]:
    """Start a server without hooks, one with a hook in Python, one with the same in a cartridge."""
    python = folder / "payment.py"
    python.write_text(_PYTHON)
    idle = folder / "idle.py"
    idle.write_text(_IDLE)
    cartridges = _cartridge(folder / "payment", _POINT, _SCRIPT)
    kinds = {
        "no hook": [],
        "a hook in Python that does nothing, no traces": ["--hooks", str(idle), *_UNTRACED],
        "a hook in Python, no traces": ["--hooks", str(python), *_UNTRACED],
        "a hook in Python": ["--hooks", str(python)],
        "a script of a cartridge, no traces": ["--cartridges", str(cartridges), *_UNTRACED],
        "a script of a cartridge": ["--cartridges", str(cartridges)],
    }
    return _started(stack, folder, stores, kinds)


def _approving(stack: contextlib.ExitStack, folder: Path, stores: Stores) -> dict[str, Server]:
    """Start servers whose hook approves a payment instrument, which is stored with the order in any case."""
    python = folder / "payment.py"
    python.write_text(_APPROVES)
    cartridges = _cartridge(folder / "payment", "dw.order.payment.authorizeCreditCard", _SCRIPT_APPROVES)
    kinds = {
        "no hook": [],
        "a hook in Python, no traces": ["--hooks", str(python), *_UNTRACED],
        "a hook in Python": ["--hooks", str(python)],
        "a script of a cartridge, no traces": ["--cartridges", str(cartridges), *_UNTRACED],
        "a script of a cartridge": ["--cartridges", str(cartridges)],
    }
    return _started(stack, folder, stores, kinds)


def _started(
    stack: contextlib.ExitStack, folder: Path, stores: Stores, kinds: dict[str, list[str]]
) -> dict[str, Server]:
    return {
        name: stack.enter_context(
            counterfoil(stores.make("SQLite"), folder, options=["--no-demo-hook", "--unknown-custom", "keep", *more])
        )
        for name, more in kinds.items()
    }


def _cartridge(folder: Path, point: str, source: str) -> Path:
    scripts = folder / "int_bench" / "cartridge" / "scripts"
    scripts.mkdir(parents=True)
    (folder / "int_bench" / "package.json").write_text(json.dumps({"hooks": "./cartridge/scripts/hooks.json"}))
    (scripts / "hooks.json").write_text(json.dumps({"hooks": [{"name": point, "script": "./hook.js"}]}))
    (scripts / "hook.js").write_text(source)
    return folder


def _beside(
    stack: contextlib.ExitStack, folder: Path, stores: Stores, load: LoadProcess, options: argparse.Namespace
) -> str:
    """Read orders with eight clients while others hang in a script, and while none does."""
    cartridges = _cartridge(folder / "hangs", "dw.ocapi.shop.order.beforeGET", _HANGS)
    store = stores.make_with_orders("SQLite", FEW)
    server = stack.enter_context(
        counterfoil(store, folder, options=["--cartridges", str(cartridges), "--hook-seconds", "30"])
    )
    hanging = request("GET", f"{SHOP}/v23_1/orders/hangs", {"authorization": f"Bearer {agent_token(server.port)}"})
    calm, busy = [], []
    for _ in range(options.rounds):
        calm.append(loaded_for(load, options.seconds, server, gets(server.port, FEW, 4)))
        scripts: list[MakeScript] = gets(server.port, FEW, 4)
        with _hung(server, hanging):
            busy.append(loaded_for(load, options.seconds, server, scripts))
    lines = [
        "",
        f"GET order with a script at beforeGET, 4 clients; {_HANGING} other requests hang in that script:",
        "",
        "| | a second | p50 ms | p99 ms |",
        "|---|---|---|---|",
    ]
    for name, figures in (("none hangs", calm), ("they hang", busy)):
        p50, p99 = (median(getattr(one.times, which) for one in figures) for which in ("p50", "p99"))
        lines.append(f"| {name} | {median(one.per_second for one in figures):,.0f} | {p50:.2f} | {p99:.2f} |")
    return "\n".join(lines)


@contextlib.contextmanager
def _hung(server: Server, hanging: bytes) -> Iterator[None]:
    """Send requests that hang, and leave their connections open meanwhile."""
    with contextlib.ExitStack() as stack:
        for _ in range(_HANGING):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            connection.sendall(hanging)
        yield


def _table(found: dict[tuple[str, int], list[Figure]], options: argparse.Namespace) -> str:
    lines = [*(f"- {line}" for line in machine.description(Path(tempfile.gettempdir()))), ""]
    lines += [f"- {options.rounds} rounds of {options.seconds:g} s by turns; the order flow on SQLite, one process", ""]
    lines += [
        "| hook | clients | flows/s | of the flow without | least | most | p50 ms | server CPU ms |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for (name, clients), figures in found.items():
        plain = found["no hook", clients]
        ratios = sorted(one.per_second / other.per_second for one, other in zip(figures, plain, strict=True))
        lines.append(
            f"| {name} | {clients} | {median(one.per_second for one in figures):,.0f} | **{median(ratios):.2f}** "
            f"| {ratios[0]:.2f} | {ratios[-1]:.2f} | {median(one.times.p50 for one in figures):.2f} "
            f"| {median(one.server_cpu_ms for one in figures):.2f} |"
        )
    return "\n".join(lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=textwrap.dedent(__doc__ or "").split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each (default: 5)")
    parser.add_argument("--seconds", type=float, default=3.0, help="length of a measurement (default: 3)")
    parser.add_argument("--by-instrument", action="store_true", help="authorise as later versions do: by an instrument")
    parser.add_argument("--beside", action="store_true", help="measure requests beside a hanging hook alone")
    parser.add_argument("--folder", help="where to put databases: a folder on the disk to measure (default: /var/tmp)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
