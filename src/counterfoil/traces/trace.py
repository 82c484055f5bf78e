"""The trace of one request while it is at work: what is told of its hooks, kept as it is and made readable later."""

import traceback
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from time import perf_counter_ns
from typing import Any

from counterfoil import faults
from counterfoil.documents.properties import Document
from counterfoil.hooks.host import Host
from counterfoil.hooks.transaction import Transaction
from counterfoil.hooks.watch import Entry, Why
from counterfoil.traces.capture import Captured, capture, capture_one, learn

MOST_NOTES = 500
"""Of one hook; what comes after is counted."""
_OWN_PACKAGE = "counterfoil"
at_work: ContextVar["Trace | None"] = ContextVar("at_work", default=None)
"""The trace of the hook that runs, for those who do not know of it, such as the logging of a hook in Python."""


class Hook:
    """A hook in a chain: run, or not run and why."""

    __slots__ = (
        "after", "answer", "before", "began", "custom", "default", "ended", "error", "facts", "inner", "inside",
        "left_out", "notes", "outer", "seed", "source", "why",
    )  # fmt: skip

    def __init__(self, entry: Entry, why: str = "") -> None:
        self.source = entry.source
        self.default = entry.default
        self.why = why
        self.began = self.ended = 0
        self.before: Sequence[Captured] = ()
        self.after: Sequence[Captured] = ()
        self.answer: Captured | None = None
        self.error: dict[str, Any] | None = None
        self.notes: list[dict[str, Any] | bytes] = []
        self.left_out = 0
        self.inner: list[Chain] = []
        self.outer: Trace | None = None
        self.facts: Captured | None = None
        self.seed = ""
        self.custom: Captured | None = None
        self.inside = True


class Chain:
    """An extension point that was reached."""

    __slots__ = ("answer", "arguments", "began", "ended", "entries", "error", "hooks", "own", "point")

    def __init__(self, point: str, arguments: Sequence[Any], entries: Sequence[Entry], own: bool) -> None:
        self.point = point
        self.arguments = arguments
        self.entries = entries
        self.own = own
        self.began = perf_counter_ns()
        self.ended = 0
        self.hooks: list[Hook] = []
        self.answer: Captured | None = None
        self.error: dict[str, Any] | None = None


class Trace:
    """Follows the chains of one request, as ``hooks.watch.Watch`` says; it raises nothing."""

    __slots__ = ("_chains", "_custom", "_running", "_transaction", "headers", "own", "points", "secrets")

    def __init__(
        self,
        transaction: Transaction,
        custom: Mapping[str, Any],
        documents: Sequence[Document] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self._transaction = transaction
        self._custom = custom
        transaction.tell = self._edge
        self.own = 0
        """How many hooks ran that are not the server's own, or would have."""
        self.points: list[Chain] = []
        self.secrets: set[str] = set()
        self.headers = headers or {}
        self._chains: list[Chain] = []
        self._running: list[Hook] = []
        learn(documents, self.secrets)

    def passed(self, point: str) -> None:
        """Note a point at which nothing is registered."""
        chain = Chain(point, (), (), own=False)
        chain.ended = chain.began
        self.points.append(chain)

    def begins(self, point: str, arguments: Sequence[Any], chain: Sequence[Entry]) -> None:
        """Note that a point is reached."""
        own = any(not entry.default for entry in chain)
        made = Chain(point, arguments, chain, own)
        self.own += own
        (self._running[-1].inner if self._running else self.points).append(made)
        self._chains.append(made)

    def runs(self, point: str, entry: Entry) -> None:
        """Note that a hook is about to run, and what it is given."""
        chain = self._chains[-1]
        hook = Hook(entry)
        chain.hooks.append(hook)
        if not hook.default:
            hook.before = capture(point, chain.arguments, self.secrets)
            hook.inside = self._transaction.inside
            hook.custom = capture_one(self._custom, self.secrets) if self._custom else None
            hook.outer = at_work.get()
            at_work.set(self)
        self._running.append(hook)
        hook.began = perf_counter_ns()

    def ran(self, point: str, entry: Entry, answer: Any, error: BaseException | None) -> None:
        """Note what a hook answered or raised, and what it left of its arguments."""
        ended = perf_counter_ns()
        hook = self._running.pop()
        hook.ended = ended
        if error is not None:
            hook.error = _told(error)
        elif answer is not None:
            hook.answer = capture_one(answer, self.secrets)
        if not hook.default:
            at_work.set(hook.outer)
            hook.outer = None
            hook.after = capture(point, self._chains[-1].arguments, self.secrets)

    def skipped(self, point: str, entry: Entry, why: Why) -> None:
        """Note that a hook is not run."""
        if self._chains and self._chains[-1].point == point:
            self._chains[-1].hooks.append(Hook(entry, why))
            return
        chain = Chain(point, (), (), own=False)  # a point that the version called does not have
        chain.hooks.append(Hook(entry, why))
        self.points.append(chain)

    def ends(self, point: str, answer: Any, error: BaseException | None) -> None:
        """Note what a chain answered, or the fault that it became."""
        chain = self._chains.pop()
        chain.ended = perf_counter_ns()
        chain.arguments = ()
        if error is not None:
            chain.error = _told(error)
            why = "circuit open" if chain.error.get("fault") == "HOOK_CIRCUIT_BREAKER" else "failed"
            chain.hooks += [Hook(entry, why) for entry in chain.entries[len(chain.hooks) :]]
        elif answer is not None and chain.own:
            chain.answer = capture_one(answer, self.secrets)

    def noted(self, note: dict[str, Any] | bytes) -> None:
        """Note what a hook says of itself: a line of its log, a call, an edge of a transaction, a missing member."""
        if not self._running:
            return
        hook = self._running[-1]
        if len(hook.notes) < MOST_NOTES:
            hook.notes.append(note)
        else:
            hook.left_out += 1

    def _edge(self, edge: str, depth: int) -> None:
        self.noted({"kind": "transaction", "edge": edge, "depth": depth})

    def hide(self, *values: str | None) -> None:
        """Let values be starred out wherever they turn up."""
        self.secrets.update(value for value in values if value)

    def host(self, host: Host) -> "RecordedHost":
        """Return a host that keeps what hooks ask."""
        return RecordedHost(host, self)

    @property
    def running(self) -> Hook | None:
        """Return the hook at work."""
        return self._running[-1] if self._running else None


class RecordedHost:
    """The server at work for scripts, with what they ask of it and are answered kept."""

    def __init__(self, host: Host, trace: Trace) -> None:
        self._host = host
        self._trace = trace

    def facts(self) -> dict[str, Any]:
        """Return what is known of the request."""
        facts = self._host.facts()
        if (hook := self._trace.running) is not None:
            hook.facts = capture_one(facts, self._trace.secrets)
        return facts

    def seed(self) -> str:
        """Return chance for one call."""
        seed = self._host.seed()
        if (hook := self._trace.running) is not None:
            hook.seed = seed
        return seed

    async def ask(self, operation: str, argument: Any) -> Any:
        """Do an operation of the server."""
        began, secrets = perf_counter_ns(), self._trace.secrets
        note: dict[str, Any] = {"kind": "ask", "operation": operation, "argument": capture_one(argument, secrets)}
        try:
            answer = await self._host.ask(operation, argument)
        except Exception as error:
            note["error"] = {"type": type(error).__name__, "message": str(error)}
            raise
        else:
            note["answer"] = capture_one(answer, secrets)
            return answer
        finally:
            note["ms"] = (perf_counter_ns() - began) / 1e6
            self._trace.noted(note)


def _told(error: BaseException) -> dict[str, Any]:
    """Say what was raised and where, innermost place first."""
    if isinstance(error, faults.Fault):
        return {"type": "fault", "fault": error.kind.name, "message": ""}
    frames = [
        f"{frame.name} {frame.filename}:{frame.lineno}"
        for frame in reversed([] if hasattr(error, "told") else traceback.extract_tb(error.__traceback__))
        if f"/{_OWN_PACKAGE}/hooks/" not in frame.filename
    ]
    return {"type": type(error).__name__, "message": str(error), "frames": frames[:20]}
