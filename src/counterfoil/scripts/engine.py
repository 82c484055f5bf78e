"""The embedded engine in a worker: one realm, its modules, and the host functions scripts reach.

A realm serves one call after the other; the kernel says after each whether it is as it was, and if not it is made anew.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import quickjs  # type: ignore[import-untyped]

Host = Callable[[str, str], str]
"""Does what a script asks of the host: an operation and its argument as JSON, to an answer as JSON. It never raises."""

RUNTIME = Path(__file__).with_name("runtime")
_PARTS = ("classes.js", "documents.js", "calls.js", "globals.js", "dialect.js")
_CLEAN = "clean"


class Limits:
    """What a realm may use; bytes."""

    def __init__(self, memory: int, stack: int) -> None:
        self.memory = memory
        self.stack = stack


class BrokenRealmError(Exception):
    """The realm is of no more use: memory or stack is used up; the message says what."""


class Engine:
    """A realm and what it has compiled."""

    def __init__(self, host: Host, limits: Limits) -> None:
        self._host = host
        self._limits = limits
        self._make()

    def run(self, frame: str) -> str:
        """Run one call and return what came of it, both as JSON; BrokenRealmError when the engine gave up."""
        try:
            return str(self._run(frame))
        except quickjs.StackOverflow as error:
            raise BrokenRealmError(f"the script called itself too deeply: {_first_line(error)}") from None
        except quickjs.JSException as error:
            raise BrokenRealmError(f"the engine gave up: {_first_line(error)}") from None

    def tidy(self) -> bool:
        """Forget the call; say whether the realm could be kept."""
        try:
            kept = str(self._clean()) == _CLEAN
        except (quickjs.JSException, quickjs.StackOverflow):
            kept = False
        if not kept:
            self._make()
        return kept

    def _make(self) -> None:
        context = quickjs.Context()
        context.set_memory_limit(self._limits.memory)
        context.set_max_stack_size(self._limits.stack)
        context.add_callable("__host", self._host)
        kernel = context.eval((RUNTIME / "kernel.js").read_text(encoding="utf-8"))
        context.set("__kernel", kernel)
        context.eval("__kernel = __kernel()")
        for part in _PARTS:
            source = json.dumps((RUNTIME / part).read_text(encoding="utf-8"))
            context.eval(f"__kernel.compile({source}, 'dw/{part}', 'runtime')(__kernel.runtime)")
        run, clean = context.eval("__kernel.run"), context.eval("__kernel.clean")
        start = context.eval("__kernel.start")
        context.eval("delete globalThis.__kernel")
        start()
        self._context, self._run, self._clean = context, run, clean


def source_of_platform(module: str) -> str | None:
    """Return the source of a module of the script API, such as ``dw/order/Order``; None if there is none."""
    parts = module.split("/")
    if not all(part.isidentifier() for part in parts):
        return None
    path = RUNTIME.joinpath(*parts).with_suffix(".js")
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _first_line(error: Exception) -> Any:
    return str(error).split("\n", 1)[0]
