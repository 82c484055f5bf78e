"""The start: how soon a server answers, and how much memory it holds when nothing is asked of it."""

import functools
from collections.abc import Callable

from bench import machine
from bench.figures import Figure, Measures, Plan
from bench.server import counterfoil


def measures(plan: Plan) -> Measures:
    """Return what there is to measure: a new store, which gets the demo site first, and a filled one."""
    found: Measures = {}
    for engine in plan.stores.engines:
        filled = plan.stores.make(engine)
        with counterfoil(plan.stores.make_empty(engine), plan.folder):
            pass  # the modules are compiled now, as an installer leaves them
        empty = functools.partial(plan.stores.make_empty, engine)
        found["start", engine, "empty"] = functools.partial(_start, plan, empty)
        found["start", engine, "filled"] = functools.partial(_start, plan, functools.partial(str, filled))
    return found


def _start(plan: Plan, store: Callable[[], str]) -> Figure:
    with counterfoil(store(), plan.folder) as server:
        return Figure(0.0, start_seconds=server.seconds_to_first_answer, megabytes=machine.most_megabytes(server.pid))
