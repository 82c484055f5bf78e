"""Registered hooks: found by extension point, run in order, stopped by the first answer.

Follows the execution contract of the hook reference: no answer goes on, any Status ends the chain, ERROR refuses.
"""

import asyncio
import inspect
import logging
import traceback
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NamedTuple

from counterfoil import faults
from counterfoil.hooks.breaker import Breaker
from counterfoil.hooks.context import Context
from counterfoil.hooks.names import API, OWN, UnknownPointError, check_name
from counterfoil.hooks.persistence import changed, script_objects
from counterfoil.hooks.points import BY_NAME
from counterfoil.hooks.refusals import refuse, rolled_back, written_outside
from counterfoil.hooks.status import Status
from counterfoil.hooks.transaction import TransactionError
from counterfoil.hooks.watch import Why
from counterfoil.versions import Version, covers

__all__ = ["MARK", "Context", "Hook", "Registered", "Registry", "UnknownPointError", "hook"]

log = logging.getLogger("counterfoil.hooks")

Hook = Callable[..., Any]
MARK = "__counterfoil_points__"


class Registered(NamedTuple):
    """A hook in its chain."""

    function: Hook
    source: str
    wants_context: bool
    default: bool
    wants_function: bool = False
    export: str | None = None
    """The function that ``call_hook`` has to name for it; None is any."""
    on: bool = True
    """Whether it is run; hooks of API calls can be switched off."""


def hook(*points: str, function: str | None = None) -> Callable[[Hook], Hook]:
    """Mark a function as the hook of one or more extension points.

    At a point of one's own (``app.…``) ``function`` is the name it is called for; without it the hook is called for
    any, and a keyword-only parameter ``function`` tells which.
    """

    def mark(marked: Hook) -> Hook:
        setattr(marked, MARK, (*getattr(marked, MARK, ()), *((point, function) for point in points)))
        return marked

    return mark


class Registry:
    """The chains of one server process."""

    def __init__(self, *, seconds: float = 30.0, errors_break: bool = False, api_hooks: bool = True) -> None:
        self._chains: dict[str, list[Registered]] = {}
        self._breakers: dict[str, Breaker] = {}
        self._errors_break = errors_break
        self._api_hooks = api_hooks
        self._own: set[str] = set()
        """The points with somebody's hook that is run, not only the default."""
        self._seconds = seconds

    def register(
        self, point: str, function: Hook, *, source: str = "", default: bool = False, export: str | None = None
    ) -> None:
        """Add a hook at the end of a chain, before the default one; UnknownPointError if there is no such point."""
        check_name(point)
        parameters = inspect.signature(function).parameters
        on = default or self._api_hooks or not point.startswith(API)
        entry = Registered(
            function, source or function.__module__, "context" in parameters, default, _names_function(parameters),
            export, on,
        )  # fmt: skip
        chain = self._chains.setdefault(point, [])
        chain.append(entry)
        chain.sort(key=lambda entry: entry.default)
        if on and not default:
            self._own.add(point)
            self._breakers.setdefault(point, Breaker(point))

    def registered(self, *points: str) -> bool:
        """Say whether somebody's hook, not only the default, is registered at one of the points."""
        return not self._own.isdisjoint(points)

    def chain(self, point: str) -> Sequence[Registered]:
        """Return the hooks of a point in their order, the default last."""
        return self._chains.get(point, ())

    @property
    def seconds(self) -> float:
        """Return how long a hook may take."""
        return self._seconds

    @property
    def any_own(self) -> bool:
        """Say whether there is any hook beside the defaults."""
        return bool(self._own)

    def count(self, *points: str) -> int:
        """Return how many hooks beside the default ones are registered at the points."""
        own = self._own.intersection(points)
        return sum(not entry.default for point in own for entry in self._chains[point])

    def listing(self) -> list[tuple[str, str, bool]]:
        """Return point, source and whether it is the default, for every hook in order."""
        return [(point, entry.source, entry.default) for point, chain in self._chains.items() for entry in chain]

    def empty(self, point: str) -> bool:
        """Say whether nothing is registered at a point, not even a default."""
        return point not in self._chains

    def has_hook(self, point: str, *, without: type | None = None) -> bool:
        """Say whether a hook that is run is registered at a point, or a default; hooks of one kind do not count."""
        return any(entry.on and not _is(entry, without) for entry in self._chains.get(point, ()))

    async def run(self, point: str, context: Context, *arguments: Any) -> Any:
        """Run a chain and return its answer; a point that the version called does not have answers nothing.

        Faults: HOOK_STATUS, HOOK_INTERNAL_SERVER_ERROR, HOOK_CIRCUIT_BREAKER.
        """
        if point in _OF_SOME_VERSIONS and not _has(context.version, point):
            self._skip(point, context, self._chains.get(point, ()), "version")
            return None
        if context.watch is None:
            run = self._run if point in self._own else self._chain
            return await run(point, context, arguments)
        context.watch.begins(point, arguments, self._chains.get(point, ()))
        try:
            answer = await self._run(point, context, arguments)
        except BaseException as error:
            context.watch.ends(point, None, error)
            raise
        context.watch.ends(point, answer, None)
        return answer

    async def run_own(self, point: str, context: Context, *arguments: Any) -> Any:
        """Run a chain as :meth:`run` does where somebody's hook is registered; otherwise nothing, no default either."""
        return await self.run(point, context, *arguments) if point in self._own else None

    async def call_hook(
        self, point: str, function: str, context: Context, *arguments: Any, without: type | None = None
    ) -> Any:
        """Run a chain for another hook, following dw.system.HookMgr; what a hook raises is raised.

        Of a point that begins with ``app.`` all hooks run and the last one's result counts, of any other the first
        answer ends the chain. A point without hooks gives None. Hooks of the kind ``without`` are passed over: a script
        that calls runs those of scripts by itself.
        """
        chain, watch = self._chains.get(point, ()), context.watch
        if watch is not None:
            watch.begins(point, arguments, chain)
        answer = None
        try:
            for number, entry in enumerate(chain):
                if _is(entry, without):
                    continue
                if not entry.on or entry.export not in (None, function):
                    self._skip(point, context, [entry], "other function" if entry.on else "switched off")
                    continue
                answer = await self._watched(point, entry, context, arguments, function)
                if answer is not None and not point.startswith(OWN):
                    self._skip(point, context, chain[number + 1 :], "chain ended")
                    break
        except BaseException as error:
            if watch is not None:
                watch.ends(point, None, error)
            raise
        if watch is not None:
            watch.ends(point, answer, None)
        return answer

    async def _run(self, point: str, context: Context, arguments: tuple[Any, ...]) -> Any:
        if point not in self._own:
            return await self._chain(point, context, arguments)
        breaker = self._breakers[point]
        breaker.admit(context.now)
        try:
            answer = await self._guarded(point, context, arguments)
        except faults.Fault as fault:
            broken = fault.kind is faults.HOOK_INTERNAL_SERVER_ERROR
            breaker.note(broken or (self._errors_break and fault.kind is faults.HOOK_STATUS), context.now)
            raise
        breaker.note(False, context.now)
        return answer

    async def _guarded(self, point: str, context: Context, arguments: tuple[Any, ...]) -> Any:
        """Run a chain and see that it leaves alone what it may not change."""
        transaction, row = context.transaction, BY_NAME.get(point)
        before = transaction.inside
        transaction.inside = before and (row is None or row.inside)
        kept = [] if transaction.inside else script_objects(row, arguments)
        try:
            answer = await self._chain(point, context, arguments)
        finally:
            transaction.inside = before
            transaction.end_of_chain()
        if changed(kept):
            raise written_outside(point, None)
        if transaction.spoiled:
            raise rolled_back(point)
        return answer

    async def _chain(self, point: str, context: Context, arguments: tuple[Any, ...]) -> Any:
        chain = self._chains.get(point, ())
        for number, entry in enumerate(chain):
            if not entry.on:
                self._skip(point, context, [entry], "switched off")
                continue
            answer = await self._call(point, entry, context, arguments)
            if answer is None:
                continue
            self._skip(point, context, chain[number + 1 :], "chain ended")
            if isinstance(answer, Status) and answer.error:
                raise refuse(point, answer)
            return answer
        return None

    async def _call(self, point: str, entry: Registered, context: Context, arguments: tuple[Any, ...]) -> Any:
        try:
            if context.watch is not None:
                return await self._watched(point, entry, context, arguments)
            answer = _begun(entry, context, arguments)
            return await self._waited(answer) if answer is not None and inspect.isawaitable(answer) else answer
        except TransactionError as error:
            raise written_outside(point, error) from None
        except (Exception, SystemExit) as error:
            if entry.default and isinstance(error, faults.Fault):
                raise
            _report(point, entry, error)
            raise faults.HOOK_INTERNAL_SERVER_ERROR(extension_point=point) from None

    async def _watched(
        self, point: str, entry: Registered, context: Context, arguments: tuple[Any, ...], function: str | None = None
    ) -> Any:
        """Run a hook and tell who watches; what it raises is raised."""
        if context.watch is not None:
            context.watch.runs(point, entry)
        try:
            answer = _begun(entry, context, arguments, function)
            if answer is not None and inspect.isawaitable(answer):
                answer = await self._waited(answer)
        except BaseException as error:
            if context.watch is not None:
                context.watch.ran(point, entry, None, error)
            raise
        if context.watch is not None:
            context.watch.ran(point, entry, answer, None)
        return answer

    async def _waited(self, answer: Awaitable[Any]) -> Any:
        async with asyncio.timeout(self._seconds):
            return await answer

    def _skip(self, point: str, context: Context, entries: Sequence[Registered], why: Why) -> None:
        if context.watch is not None:
            for entry in entries:
                context.watch.skipped(point, entry, why)


_OF_SOME_VERSIONS = frozenset(row.name for row in BY_NAME.values() if row.since or row.until)


def _has(version: Version | None, point: str) -> bool:
    return version is None or covers(version, BY_NAME[point].since, BY_NAME[point].until)


def _begun(entry: Registered, context: Context, arguments: tuple[Any, ...], function: str | None = None) -> Any:
    """Return the answer of a hook, or what has to be waited for."""
    if entry.wants_function:
        named = {"function": function, "context": context} if entry.wants_context else {"function": function}
        return entry.function(*arguments, **named)
    return entry.function(*arguments, context=context) if entry.wants_context else entry.function(*arguments)


def _is(entry: Registered, kind: type | None) -> bool:
    return kind is not None and isinstance(entry.function, kind)


def _names_function(parameters: Any) -> bool:
    parameter = parameters.get("function")
    return parameter is not None and parameter.kind is inspect.Parameter.KEYWORD_ONLY


def _report(point: str, entry: Registered, error: BaseException) -> None:
    """Log where a hook failed. Never its message, which may quote a card number, but what it lets tell."""
    trace = error.__traceback__
    frames = " < ".join(
        f"{frame.name} {frame.filename}:{frame.lineno}" for frame in reversed(traceback.extract_tb(trace))
    )
    told = getattr(error, "told", None) or f"{type(error).__name__} at {frames}"
    log.error("hook failed: %s of %s with %s", point, entry.source, told)
