"""Figures: what is measured in rounds, and the medians of the rounds."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench import machine
from bench.load import Job, Load, LoadProcess, MakeScript, Times
from bench.server import Server
from bench.stores import Stores


class Figure(NamedTuple):
    """One thing measured."""

    per_second: float
    times: Times = Times(0.0, 0.0)
    steps: Mapping[str, Times] = {}
    server_cpu_ms: float = 0.0
    """Processor time of the server for one unit."""
    load_cpu_ms: float = 0.0
    megabytes: float = 0.0
    """Memory of the server process that holds most."""
    start_seconds: float = 0.0


Key = tuple[str | int, ...]
Figures = dict[Key, Figure]
Measures = dict[Key, Callable[[], Figure]]


class Plan(NamedTuple):
    """How long and how often to measure, with what."""

    seconds: float
    repeats: int
    many_orders: int
    folder: Path
    stores: Stores
    load: LoadProcess
    stack: ExitStack
    """Servers that several measurements share live until it is closed."""
    show: Callable[[str], None]


def in_rounds(plan: Plan, measures: Measures) -> Figures:
    """Measure one after the other, then all again, so that a slow minute of the machine touches all alike."""
    found: dict[Key, list[Figure]] = {key: [] for key in measures}
    for number in range(plan.repeats):
        for key, measure in measures.items():
            figure = measure()
            found[key].append(figure)
            name = " · ".join(map(str, key))
            value = f"{figure.per_second:,.0f}/s" if figure.per_second else f"{figure.start_seconds:.2f} s"
            plan.show(f"{number + 1}/{plan.repeats} {name}: {value}")
    return {key: _middle(figures) for key, figures in found.items()}


def loaded(plan: Plan, server: Server, scripts: Sequence[MakeScript]) -> Figure:
    """Put a load on a server."""
    return loaded_for(plan.load, plan.seconds, server, scripts)


def loaded_for(load_process: LoadProcess, seconds: float, server: Server, scripts: Sequence[MakeScript]) -> Figure:
    """Put a load on a server for some seconds after a warm-up."""
    before = machine.cpu_seconds(server.pid)
    load: Load = load_process.drive(Job(server.port, scripts, seconds, min(1.0, seconds / 3)))
    server_cpu = machine.cpu_seconds(server.pid) - before
    return Figure(
        per_second=load.per_second,
        times=load.times,
        steps=load.steps,
        server_cpu_ms=server_cpu * 1000 / max(1, load.units),
        load_cpu_ms=load.cpu_seconds * 1000 / max(1, load.units),
        megabytes=machine.most_megabytes(server.pid),
    )


def _middle(figures: list[Figure]) -> Figure:
    return Figure(
        per_second=median(figure.per_second for figure in figures),
        times=_middle_times([figure.times for figure in figures]),
        steps={name: _middle_times([figure.steps[name] for figure in figures]) for name in figures[0].steps},
        server_cpu_ms=median(figure.server_cpu_ms for figure in figures),
        load_cpu_ms=median(figure.load_cpu_ms for figure in figures),
        megabytes=median(figure.megabytes for figure in figures),
        start_seconds=median(figure.start_seconds for figure in figures),
    )


def _middle_times(times: list[Times]) -> Times:
    return Times(median(one.p50 for one in times), median(one.p99 for one in times))
