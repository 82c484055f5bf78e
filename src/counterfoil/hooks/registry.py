"""Registered hooks: found by extension point, run in order, stopped by the first answer.

Follows the execution contract of the hook reference: no answer goes on, any Status ends the chain, ERROR refuses.
"""

import asyncio
import difflib
import inspect
import logging
import traceback
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from msgspec import Struct

from counterfoil import faults
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.shopper import ANYBODY, Shopper
from counterfoil.documents.payment import OrderPaymentCardRequest
from counterfoil.documents.shop_data import ProductView
from counterfoil.hooks.breaker import Breaker
from counterfoil.hooks.host import Host
from counterfoil.hooks.points import BY_NAME
from counterfoil.hooks.status import Status

log = logging.getLogger("counterfoil.hooks")

Hook = Callable[..., Any]
MARK = "__counterfoil_points__"


class Context(Struct, frozen=True):
    """What a hook may ask for beside its arguments, by a keyword-only parameter ``context``."""

    shop: Shop
    products: Mapping[str, ProductView]
    now: int
    new_id: Callable[[], str]
    query: Mapping[str, str]
    custom: dict[str, Any]
    """Lives as long as the request: hooks pass data to later hooks here."""
    shopper: Shopper = ANYBODY
    stock: Mapping[str, Decimal | None] | None = None
    """What is left of the products, where the site's rules ask for it."""
    reserve_inventory: Callable[[int], None] = lambda minutes: None
    """Holds the stock of the basket at hand for so many minutes, when the request stores it; 0 gives it up."""
    host: Host | None = None
    """What scripts of cartridges may ask of the server."""
    payment_card: OrderPaymentCardRequest | None = None
    """The card of the request with its number, at payment points only; it is kept nowhere else."""


class Registered(NamedTuple):
    """A hook in its chain."""

    function: Hook
    source: str
    wants_context: bool
    default: bool


class UnknownPointError(Exception):
    """A hook names an extension point that does not exist; the message lists the nearest."""


def hook(*points: str) -> Callable[[Hook], Hook]:
    """Mark a function as the hook of one or more extension points."""

    def mark(function: Hook) -> Hook:
        setattr(function, MARK, (*getattr(function, MARK, ()), *points))
        return function

    return mark


class Registry:
    """The chains of one server process."""

    def __init__(self, *, seconds: float = 30.0, errors_break: bool = False) -> None:
        self._chains: dict[str, list[Registered]] = {}
        self._breakers: dict[str, Breaker] = {}
        self._errors_break = errors_break
        self._own: set[str] = set()
        """The points with somebody's hook, not only the default."""
        self._seconds = seconds

    def register(self, point: str, function: Hook, *, source: str = "", default: bool = False) -> None:
        """Add a hook at the end of a chain, before the default one; UnknownPointError if there is no such point."""
        if point not in BY_NAME:
            raise UnknownPointError(_suggest(point))
        wants = "context" in inspect.signature(function).parameters
        chain = self._chains.setdefault(point, [])
        chain.append(Registered(function, source or function.__module__, wants, default))
        chain.sort(key=lambda entry: entry.default)
        if not default:
            self._own.add(point)
            self._breakers.setdefault(point, Breaker(point))

    def registered(self, *points: str) -> bool:
        """Say whether somebody's hook, not only the default, is registered at one of the points."""
        return not self._own.isdisjoint(points)

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

    async def run(self, point: str, context: Context, *arguments: Any) -> Any:
        """Run a chain and return its answer; faults HOOK_STATUS, HOOK_INTERNAL_SERVER_ERROR, HOOK_CIRCUIT_BREAKER."""
        breaker = self._breakers.get(point)
        if breaker is None:
            return await self._run(point, context, arguments)
        breaker.admit(context.now)
        try:
            answer = await self._run(point, context, arguments)
        except faults.Fault as fault:
            broken = fault.kind is faults.HOOK_INTERNAL_SERVER_ERROR
            breaker.note(broken or (self._errors_break and fault.kind is faults.HOOK_STATUS), context.now)
            raise
        breaker.note(False, context.now)
        return answer

    async def _run(self, point: str, context: Context, arguments: tuple[Any, ...]) -> Any:
        for entry in self._chains.get(point, ()):
            answer = await self._call(point, entry, context, arguments)
            if answer is None:
                continue
            if isinstance(answer, Status) and answer.error:
                raise faults.HOOK_STATUS(
                    extension_point=point,
                    status_code=answer.code,
                    status_message=answer.message,
                    status_details=answer.details,
                )
            return answer
        return None

    async def _call(self, point: str, entry: Registered, context: Context, arguments: tuple[Any, ...]) -> Any:
        try:
            answer = entry.function(*arguments, context=context) if entry.wants_context else entry.function(*arguments)
            if answer is not None and inspect.isawaitable(answer):
                async with asyncio.timeout(self._seconds):
                    answer = await answer
        except Exception as error:
            if entry.default and isinstance(error, faults.Fault):
                raise
            _report(point, entry, error)
            raise faults.HOOK_INTERNAL_SERVER_ERROR(extension_point=point) from None
        return answer


def _report(point: str, entry: Registered, error: BaseException) -> None:
    """Log where a hook failed. Never its message: it may quote a card number or security code."""
    trace = error.__traceback__
    frames = " < ".join(
        f"{frame.name} {frame.filename}:{frame.lineno}" for frame in reversed(traceback.extract_tb(trace))
    )
    log.error("hook failed: %s of %s with %s at %s", point, entry.source, type(error).__name__, frames)


def _suggest(point: str) -> str:
    near = difflib.get_close_matches(point, BY_NAME, n=3, cutoff=0.5)
    return f"there is no extension point '{point}'" + (f"; did you mean {', '.join(near)}?" if near else "")
