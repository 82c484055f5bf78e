"""Run one hook again on what was recorded of it: its arguments, the request, and what the server answered it then.

Nothing is stored, and nothing is asked of the server but its shop data as they are now.
"""

import contextlib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
from msgspec import structs

from counterfoil.ambient import SystemAmbient, new_id
from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.documents.properties import Document
from counterfoil.hooks.context import Context
from counterfoil.hooks.host import UnknownOperationError
from counterfoil.hooks.registered import Registered
from counterfoil.hooks.registry import Registry
from counterfoil.hooks.transaction import Transaction
from counterfoil.scripts.arguments import PARTS
from counterfoil.shop.state import State
from counterfoil.store.trace_row import TraceRow
from counterfoil.traces.difference import Change, differences
from counterfoil.traces.logs import listening
from counterfoil.traces.pack import Finished, pack, unpack
from counterfoil.traces.trace import Trace
from counterfoil.traces.view import view

_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder = msgspec.json.Decoder(float_hook=Decimal)
_ASKED_OF_CALLS = "script_hosts"
"""Asked before a script calls anybody, which it does not in a replay."""
_COMPARED = ("answer", "error", "changes", "notes")


class ReplayError(Exception):
    """A hook that cannot be run again; the message says why."""


class Replayed(NamedTuple):
    """A hook as it was recorded and as it ran now, as the view shows hooks, and what is different."""

    before: dict[str, Any]
    after: dict[str, Any]
    changes: list[Change]


class RecordedAnswers:
    """The server as it was: what it told and answered then."""

    def __init__(self, hook: dict[str, Any], documents: list[Any]) -> None:
        facts = hook.get("facts")
        self._facts = documents[facts["document"]] if facts else {}
        self._seed = hook.get("seed") or "00" * 16
        self._asked = [note for note in hook.get("notes", ()) if note.get("kind") == "ask"]
        self._called = [note for note in hook.get("notes", ()) if note.get("kind") == "http" and "answer" in note]
        self._documents = documents

    def facts(self) -> dict[str, Any]:
        """Return what was known of the request."""
        return {**self._facts, "replayed": self._called}

    def seed(self) -> str:
        """Return the chance of the call."""
        return str(self._seed)

    async def ask(self, operation: str, argument: Any) -> Any:
        """Answer as then: to the same question, or in the order of then."""
        same = [note for note in self._asked if note["operation"] == operation]
        if not same:
            raise UnknownOperationError(f"{operation} was not asked for when this was recorded")
        asked = _decoder.decode(_encoder.encode(argument))
        found = next((note for note in same if self._documents[note["argument"]["document"]] == asked), same[0])
        self._asked.remove(found)
        if "error" in found:
            raise UnknownOperationError(found["error"]["message"])
        return self._documents[found["answer"]["document"]]


async def replay(row: TraceRow, point: str, hooks: Registry, state: State, number: int = 1) -> Replayed:
    """Run a hook that ran at a point again; ``number`` tells several runs apart. ReplayError."""
    packed: dict[str, Any] = _decoder.decode(msgspec.json.encode(unpack(row.body)))
    runs = list(_runs(packed["points"], point))
    if not runs:
        raise ReplayError(f"no hook of {point} ran in this request; 'counterfoil trace ID' shows those that did")
    if not 1 <= number <= len(runs):
        raise ReplayError(f"{len(runs)} hooks of {point} ran in this request; say --number 1 to {len(runs)}")
    recorded = runs[number - 1]
    shown = list(_shown(view(row)["points"], point))[number - 1]
    documents: list[Any] = packed["documents"]
    entry = _entry(hooks, point, recorded["source"], list(_places(packed["points"], point))[number - 1])
    arguments = _arguments(recorded["before"], documents)
    custom = dict(documents[recorded["custom"]["document"]]) if "custom" in recorded else {}
    transaction = Transaction()
    trace = Trace(transaction, custom)
    context = await _context(row, packed, state, arguments, custom, trace, RecordedAnswers(recorded, documents))
    context = structs.replace(context, transaction=transaction)
    with listening(), contextlib.suppress(Exception):  # the trace has it
        await _run(entry, point, hooks.seconds, context, arguments, _function(recorded))
    finished = Finished(
        request_id=row.request_id, site_id=row.site_id, method=row.method, path=row.path, api=packed["request"]["api"],
        status=0, fault="", client_id="", now=context.now, query={}, recorded=0, took=0, began=0,
    )  # fmt: skip
    again = next(_shown(view(pack(trace, finished))["points"], point))
    return Replayed(shown, again, list(differences(_compared(shown), _compared(again))))


def _runs(points: list[dict[str, Any]], point: str) -> Iterator[dict[str, Any]]:
    for one in points:
        for hook in one["hooks"]:
            if one["point"] == point and hook["ran"] and not hook["default"]:
                yield hook
            yield from _runs(hook.get("inner", []), point)


def _shown(points: list[dict[str, Any]], point: str) -> Iterator[dict[str, Any]]:
    for one in points:
        for hook in one["hooks"]:
            if one["point"] == point and hook["ran"] and not hook["default"]:
                yield hook
            yield from _shown(hook.get("points", []), point)


def _places(points: list[dict[str, Any]], point: str) -> Iterator[int]:
    """Yield where each hook of a point that ran stood among those of the same source in its chain."""
    for one in points:
        seen: Counter[str] = Counter()
        for hook in one["hooks"]:
            if one["point"] == point and hook["ran"] and not hook["default"]:
                yield seen[hook["source"]]
            seen[hook["source"]] += 1
            yield from _places(hook.get("inner", []), point)


def _entry(hooks: Registry, point: str, source: str, place: int) -> Registered:
    """Return the hook that stands where the recorded one stood among those of its source; else what there is."""
    found = [entry for entry in hooks.chain(point) if not entry.default]
    same = [entry for entry in found if entry.source == source]
    if not found:
        raise ReplayError(f"these settings have no hook at {point}; name them as the server has them, such as --hooks")
    if place < len(same):
        return same[place]
    if same:
        raise ReplayError(f"{source} has no hook at {point} any more where the recorded one stood")
    return found[0]


def _function(recorded: dict[str, Any]) -> str | None:
    """Return the function that another hook named when it called the hook."""
    return next((note["function"] for note in recorded.get("notes", ()) if note.get("kind") == "called_for"), None)


async def _run(
    entry: Registered, point: str, seconds: float, context: Context, arguments: list[Any], function: str | None
) -> None:
    only = Registry(seconds=seconds)
    only.register(point, entry.function, source=entry.source)
    if function is not None:
        await only.call_hook(point, function, context, *arguments)
    else:
        await only.run(point, context, *arguments)


async def _context(
    row: TraceRow,
    packed: dict[str, Any],
    state: State,
    arguments: list[Any],
    custom: dict[str, Any],
    trace: Trace,
    answers: RecordedAnswers,
) -> Context:
    site = await state.site(row.site_id)
    if site is None:
        raise ReplayError(f"there is no site '{row.site_id}' in this store")
    container = next((one for one in arguments if isinstance(one, Basket | Order)), None)
    items = container.product_items or () if container is not None else ()
    products = await state.products(site, [item.product_id for item in items if item.product_id])
    ambient = SystemAmbient()
    return Context(
        shop=site.shop,
        products=products,
        now=int(packed["request"]["now"]),
        new_id=lambda: new_id(ambient),
        query=packed["documents"][packed["query"]["document"]],
        custom=custom,
        host=trace.host(answers),
        watch=trace,
    )


def _arguments(references: list[dict[str, Any]], documents: list[Any]) -> list[Any]:
    made: list[Any] = []
    for reference in references:
        value = documents[reference["document"]]
        if "owner" in reference:
            made.append(_part(reference["kind"], value, made[reference["owner"]]))
        else:
            made.append(_argument(reference["kind"], value))
    return made


def _argument(kind: str, value: Any) -> Any:
    if kind.startswith("list of "):
        return [_argument(kind.removeprefix("list of "), one) for one in value]
    shape = _documents().get(kind)
    if shape is None:
        return value
    return msgspec.json.Decoder(shape, float_hook=Decimal).decode(_encoder.encode(value))


def _part(kind: str, name: Any, owner: Any) -> Any:
    shape, part = next((shape, part) for shape, part in PARTS.items() if shape.__name__ == kind)
    for step in part.path:
        owner = getattr(owner, step)
    found = next((one for one in owner or () if getattr(one, part.key) == name), None)
    if found is None:
        raise ReplayError(f"the {shape.__name__} {name} is not in its container")
    return found


def _documents() -> dict[str, type[Document]]:
    found: dict[str, type[Document]] = {}
    waiting: list[type[Document]] = [Document]
    while waiting:
        inner = waiting.pop().__subclasses__()
        found.update((one.__name__, one) for one in inner)
        waiting += inner
    return found


def _compared(hook: dict[str, Any]) -> dict[str, Any]:
    """Return what may be compared: not how long things took."""
    kept = {name: hook[name] for name in _COMPARED if name in hook}
    if "notes" in kept:
        kept["notes"] = [
            {name: one for name, one in note.items() if name != "ms"}
            for note in kept["notes"]
            if note.get("operation") != _ASKED_OF_CALLS
        ]
    return kept
