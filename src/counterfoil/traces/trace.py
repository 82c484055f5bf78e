"""The trace of one request while it is at work: what is told of its hooks, kept as it is and made readable later."""

import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from time import perf_counter_ns
from typing import Any

from counterfoil import faults
from counterfoil.documents.properties import Document
from counterfoil.hooks.host import Host
from counterfoil.hooks.transaction import Transaction
from counterfoil.hooks.watch import Entry, Why
from counterfoil.traces.capture import Captured, capture, capture_one, capture_sent

MOST_NOTES = 500
"""Of one hook; what comes after is counted."""
_OWN_PACKAGE = "counterfoil"
at_work: ContextVar["Trace | None"] = ContextVar("at_work", default=None)
"""The trace of the hook that runs, for those who do not know of it, such as the logging of a hook in Python."""


class Hook:
    """A hook in a chain: run, or not run and why. What it has not is told by the class, for most have little."""

    began = 0
    ended = 0
    before: Sequence[Captured] = ()
    after: Sequence[Captured] = ()
    answer: Captured | None = None
    error: dict[str, Any] | None = None
    left_out = 0
    outer: "Trace | None" = None
    facts: Captured | None = None
    seed = ""
    custom: Captured | None = None
    inside = True

    def __init__(self, entry: Entry, why: str = "") -> None:
        self.source = entry.source
        self.default = entry.default
        self.why = why
        self.notes: list[dict[str, Any] | bytes] = []
        self.inner: list[Chain] = []


class Chain:
    """An extension point that was reached."""

    ended = 0
    answer: Captured | None = None
    error: dict[str, Any] | None = None

    def __init__(self, point: str, arguments: Sequence[Any], entries: Sequence[Entry], own: bool) -> None:
        self.point = point
        self.arguments = arguments
        self.entries = entries
        self.own = own
        self.began = perf_counter_ns()
        self.hooks: list[Hook] = []


class Trace:
    """Follows the chains of one request, as ``hooks.watch.Watch`` says; it raises nothing.

    Most requests meet the server's own hooks alone, and no trace is kept of them: for these it does next to nothing.
    """

    def __init__(
        self,
        transaction: Transaction,
        custom: Mapping[str, Any],
        documents: Sequence[Document] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self._transaction = transaction
        self._custom = custom
        self._documents = documents
        self.headers = headers or {}
        self.own = 0
        """How many chains there are with hooks that are not the server's own."""
        self.points: list[Chain | str] = []
        """The chains; of a point at which nothing is registered its name."""
        self.secrets: set[str] = set()
        self.sent: Sequence[Captured] = ()
        """What the client sent that says what is secret, as it was before the first hook."""
        self._chains: list[Chain] = []
        self._running: list[Hook] = []
        self._answered: tuple[Any, Captured | None] = (None, None)

    def begins(self, point: str, arguments: Sequence[Any], chain: Sequence[Entry]) -> None:
        """Note that a point is reached."""
        own = bool(chain) and not chain[0].default  # which come last
        made = Chain(point, arguments, chain, own)
        if own and not self.own:
            self._first()
        self.own += own
        if self._running:
            self._running[-1].inner.append(made)
        else:
            self.points.append(made)
        self._chains.append(made)

    def _first(self) -> None:
        """Begin to listen: somebody's hook is about to run."""
        self.sent = capture_sent(self._documents)
        self._transaction.tell = self._edge

    def over(self) -> None:
        """Let go of the request."""
        self._transaction.tell = None
        self._documents = ()
        self._custom = {}

    @property
    def weight(self) -> int:
        """Return about how many bytes it keeps."""
        return sum(_weights(self.points))

    def runs(self, point: str, entry: Entry) -> None:
        """Note that a hook is about to run, and what it is given."""
        chain = self._chains[-1]
        hook = Hook(entry)
        chain.hooks.append(hook)
        self._running.append(hook)
        if not hook.default:
            hook.before = capture(point, chain.arguments)
            hook.inside = self._transaction.inside
            if self._custom:
                hook.custom = capture_one(self._custom)
            hook.outer = at_work.get()
            at_work.set(self)
        hook.began = perf_counter_ns()

    def ran(self, point: str, entry: Entry, answer: Any, error: BaseException | None) -> None:
        """Note what a hook answered or raised, and what it left of its arguments."""
        hook = self._running.pop()
        hook.ended = perf_counter_ns()
        if error is not None:
            hook.error = _told(error)
        elif answer is not None:
            hook.answer = self._answer(answer)
        if not hook.default:
            at_work.set(hook.outer)
            hook.outer = None
            hook.after = capture(point, self._chains[-1].arguments)

    def _answer(self, answer: Any) -> Captured:
        """Return an answer as it is now; the last hook's is that of its chain."""
        known, captured = self._answered
        if captured is None or known is not answer:
            captured = capture_one(answer)
            self._answered = (answer, captured)
        return captured

    def skipped(self, point: str, entry: Entry, why: Why) -> None:
        """Note that a hook is not run."""
        if self._chains and self._chains[-1].point == point:
            self._chains[-1].hooks.append(Hook(entry, why))
            return
        chain = Chain(point, (), (), own=False)  # a point that the version called does not have
        chain.ended = chain.began
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
            chain.answer = self._answer(answer)
        self._answered = (None, None)

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
            hook.facts = capture_one(facts)
        return facts

    def seed(self) -> str:
        """Return chance for one call."""
        seed = self._host.seed()
        if (hook := self._trace.running) is not None:
            hook.seed = seed
        return seed

    async def ask(self, operation: str, argument: Any) -> Any:
        """Do an operation of the server."""
        began = perf_counter_ns()
        note: dict[str, Any] = {"kind": "ask", "operation": operation, "argument": capture_one(argument)}
        try:
            answer = await self._host.ask(operation, argument)
        except Exception as error:
            note["error"] = {"type": type(error).__name__, "message": str(error)}
            raise
        else:
            note["answer"] = capture_one(answer)
            return answer
        finally:
            note["ms"] = (perf_counter_ns() - began) / 1e6
            self._trace.noted(note)


def _weights(points: Sequence[Chain | str]) -> Iterator[int]:
    for chain in points:
        for hook in () if isinstance(chain, str) else chain.hooks:
            yield sum(len(one.text) for one in (*hook.before, *hook.after))
            for note in hook.notes:
                values = (note,) if isinstance(note, bytes) else note.values()
                yield sum(len(one.text if isinstance(one, Captured) else one) for one in values if _has_length(one))
            yield from _weights(hook.inner)


def _has_length(value: Any) -> bool:
    return isinstance(value, bytes | str | Captured)


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
