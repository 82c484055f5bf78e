"""Registered hooks: found by extension point, run in order, stopped by the first answer.

Follows the execution contract of the hook reference: no answer goes on, any Status ends the chain, ERROR refuses.
"""

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Sequence
from typing import Any

from counterfoil import faults
from counterfoil.documents.card_secrets import at_work as cards_at_work
from counterfoil.hooks.breaker import Breaker
from counterfoil.hooks.context import Context
from counterfoil.hooks.names import API, OWN, check_name
from counterfoil.hooks.persistence import changed, script_objects, unfit
from counterfoil.hooks.points import BY_NAME
from counterfoil.hooks.refusals import refuse, rolled_back, written_outside
from counterfoil.hooks.registered import Hook, Registered, registered
from counterfoil.hooks.status import Status
from counterfoil.hooks.transaction import TransactionError
from counterfoil.hooks.watch import Watch, Why
from counterfoil.versions import Version, covers

log = logging.getLogger("counterfoil.hooks")


class Registry:
    """The chains of one server process."""

    def __init__(self, *, seconds: float = 30.0, errors_break: bool = False, api_hooks: bool = True) -> None:
        self._chains: dict[str, list[Registered]] = {}
        self._own: dict[str, Breaker] = {}
        """The points with somebody's hook that is run, not only the default, and the circuit breaker of each."""
        self._own_points = self._own.keys()
        self._seconds = seconds
        self._errors_break = errors_break
        self._api_hooks = api_hooks

    def register(
        self, point: str, function: Hook, *, source: str = "", default: bool = False, export: str | None = None
    ) -> None:
        """Add a hook at the end of a chain, before the default one; UnknownPointError if there is no such point."""
        check_name(point)
        on = default or self._api_hooks or not point.startswith(API)
        chain = self._chains.setdefault(point, [])
        chain.append(registered(function, source, default=default, export=export, on=on))
        chain.sort(key=lambda entry: entry.default)
        if on and not default:
            self._own.setdefault(point, Breaker(point))

    def registered(self, *points: str) -> bool:
        """Say whether somebody's hook, not only the default, is registered at one of the points."""
        return not self._own_points.isdisjoint(points)

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
        own = self._own_points & set(points)
        return sum(not entry.default for point in own for entry in self._chains[point])

    def listing(self) -> list[tuple[str, Registered]]:
        """Return every hook with its point, in order."""
        return [(point, entry) for point, chain in self._chains.items() for entry in chain]

    def empty(self, point: str) -> bool:
        """Say whether nothing is registered at a point, not even a default."""
        return point not in self._chains

    def has_hook(self, point: str, *, without: type | None = None) -> bool:
        """Say whether a hook that is run is registered at a point, or a default; hooks of one kind do not count."""
        return any(entry.on and not entry.is_a(without) for entry in self.chain(point))

    async def run(self, point: str, context: Context, *arguments: Any) -> Any:
        """Run a chain and return its answer; a point that the version called does not have answers nothing.

        Faults: HOOK_STATUS, HOOK_INTERNAL_SERVER_ERROR, HOOK_CIRCUIT_BREAKER.
        """
        if point in _OF_SOME_VERSIONS and not _has(context.version, point):
            _skip(point, context, self.chain(point), "version")
            return None
        run = self._run_own if point in self._own else self._run_chain
        work = run(point, context, arguments)
        if context.watch is None:
            return await work
        return await _followed(context.watch, point, arguments, self.chain(point), work)

    async def run_own(self, point: str, context: Context, *arguments: Any) -> Any:
        """Run a chain as :meth:`run` does where somebody's hook is registered; otherwise nothing, no default either."""
        return await self.run(point, context, *arguments) if point in self._own else None

    async def call_hook(
        self, point: str, function: str, context: Context, *arguments: Any, without: type | None = None
    ) -> Any:
        """Run a chain for another hook, following dw.system.HookMgr; what a hook raises is raised.

        Of a point that begins with ``app.`` all hooks run and the last one's result counts, of any other the first
        answer ends the chain. A point without hooks gives None. Hooks of the kind ``without`` are passed over: a script
        that calls runs those of scripts by itself. Fault HOOK_CIRCUIT_BREAKER.
        """
        chain = [entry for entry in self.chain(point) if not entry.is_a(without)]
        own = any(entry.is_called_for(function) and not entry.default for entry in chain)
        run = self._call_own if own else self._call_chain
        work = run(point, function, context, arguments, chain)
        return await (work if context.watch is None else _followed(context.watch, point, arguments, chain, work))

    async def _run_own(self, point: str, context: Context, arguments: tuple[Any, ...]) -> Any:
        """Run a chain with somebody's hook in it, unless it failed too often lately."""
        breaker = self._own[point]
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
        transaction.inside = inside = before and (row is None or row.inside)
        kept = [] if inside else script_objects(row, arguments)
        try:
            answer = await self._run_chain(point, context, arguments)
        finally:
            transaction.inside = before
            transaction.end_of_chain()
        if changed(kept):
            raise written_outside(point, None)
        if transaction.spoiled:
            raise rolled_back(point)
        if why := unfit(row, arguments, cards_at_work.get(), stored=inside):
            log.error("a hook of %s left %s in what is kept or answered", point, why)
            raise faults.HOOK_INTERNAL_SERVER_ERROR(extension_point=point)
        return answer

    async def _run_chain(self, point: str, context: Context, arguments: tuple[Any, ...]) -> Any:
        """Run the hooks of a point up to the first that answers; an ERROR is a fault."""
        chain = self.chain(point)
        for number, entry in enumerate(chain):
            if not entry.on:
                _skip(point, context, [entry], "switched off")
                continue
            answer = await self._answer_or_fault(point, entry, context, arguments)
            if answer is None:
                continue
            _skip(point, context, chain[number + 1 :], "chain ended")
            if isinstance(answer, Status) and answer.error:
                raise refuse(point, answer)
            return answer
        return None

    async def _call_own(
        self,
        point: str,
        function: str,
        context: Context,
        arguments: tuple[Any, ...],
        chain: Sequence[Registered],
    ) -> Any:
        """Run a chain with somebody's hook in it for another hook, unless it failed too often lately."""
        breaker = self._own[point]
        breaker.admit(context.now)
        try:
            answer = await self._call_chain(point, function, context, arguments, chain)
        except (Exception, SystemExit) as error:
            breaker.note(not isinstance(error, faults.Fault | TransactionError), context.now)
            raise
        breaker.note(self._errors_break and isinstance(answer, Status) and answer.error, context.now)
        return answer

    async def _call_chain(
        self,
        point: str,
        function: str,
        context: Context,
        arguments: tuple[Any, ...],
        chain: Sequence[Registered],
    ) -> Any:
        """Run the hooks of a point for another hook: all of a point of one's own, else up to the first that answers."""
        answer = None
        for number, entry in enumerate(chain):
            if not entry.is_called_for(function):
                _skip(point, context, [entry], "other function" if entry.on else "switched off")
                continue
            answer = await self._answer(point, entry, context, arguments, function)
            if answer is not None and not point.startswith(OWN):
                _skip(point, context, chain[number + 1 :], "chain ended")
                break
        return answer

    async def _answer_or_fault(
        self, point: str, entry: Registered, context: Context, arguments: tuple[Any, ...]
    ) -> Any:
        """Run a hook; what it raises becomes a fault, but for those of the server and of a hook that has to rest."""
        try:
            return await self._answer(point, entry, context, arguments)
        except TransactionError as error:
            raise written_outside(point, error) from None
        except (Exception, SystemExit) as error:
            if isinstance(error, faults.Fault) and (entry.default or error.kind is faults.HOOK_CIRCUIT_BREAKER):
                raise
            entry.failed(point, error)
            raise faults.HOOK_INTERNAL_SERVER_ERROR(extension_point=point) from None

    async def _answer(
        self, point: str, entry: Registered, context: Context, arguments: tuple[Any, ...], function: str | None = None
    ) -> Any:
        """Run a hook in the time it has and tell who watches; what it raises is raised."""
        watch = context.watch
        if watch is not None:
            watch.runs(point, entry)
            if function is not None:
                watch.noted({"kind": "called_for", "function": function})
        try:
            answer = entry.begin(context, arguments, function)
            if answer is not None and inspect.isawaitable(answer):
                async with asyncio.timeout(self._seconds):
                    answer = await answer
        except BaseException as error:
            if watch is not None:
                watch.ran(point, entry, None, error)
            raise
        if watch is not None:
            watch.ran(point, entry, answer, None)
        return answer


_OF_SOME_VERSIONS = frozenset(row.name for row in BY_NAME.values() if row.since or row.until)


def _has(version: Version | None, point: str) -> bool:
    return version is None or covers(version, BY_NAME[point].since, BY_NAME[point].until)


async def _followed(
    watch: Watch, point: str, arguments: tuple[Any, ...], chain: Sequence[Registered], work: Awaitable[Any]
) -> Any:
    """Await what a chain does and tell who watches."""
    watch.begins(point, arguments, chain)
    try:
        answer = await work
    except BaseException as error:
        watch.ends(point, None, error)
        raise
    watch.ends(point, answer, None)
    return answer


def _skip(point: str, context: Context, entries: Sequence[Registered], why: Why) -> None:
    if context.watch is not None:
        for entry in entries:
            context.watch.skipped(point, entry, why)
