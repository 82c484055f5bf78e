"""Scripts as hooks: what cartridges register is registered with the server like any other hook."""

from typing import Any

from counterfoil.cartridges.registrations import Cartridges, Registration
from counterfoil.hooks.context import Context
from counterfoil.hooks.names import OWN, UnknownPointError
from counterfoil.hooks.points import BY_NAME
from counterfoil.hooks.registry import Registry
from counterfoil.scripts.arguments import ENUMERATION, REQUEST, encode, outgoing
from counterfoil.scripts.card import card_for
from counterfoil.scripts.conversation import Conversation, ScriptError, taken
from counterfoil.scripts.pool import Workers


class ScriptHook:
    """The function of a cartridge's script, run in a worker."""

    def __init__(self, workers: Workers, registration: Registration, seconds: float) -> None:
        self._workers = workers
        self._registration = registration
        self._seconds = seconds
        self._forms = _forms(registration.point)
        self.__module__ = f"{registration.module_id}"

    async def __call__(self, *arguments: Any, context: Context, function: str | None = None) -> Any:
        """Run the script; ScriptError, TransactionError, WorkerLostError, TimeoutError.

        At a point of the cartridges' own whoever calls says which function.
        """
        if context.host is None:
            raise ScriptError("scripts run for requests only")
        registration = self._registration
        called = (function,) if function and registration.point.startswith(OWN) else registration.function_names
        call = {
            "point": registration.point,
            "module": registration.module_id,
            "functions": called,
            "arguments": outgoing(arguments, self._forms),
            "inside": context.transaction.inside,
            "request": context.host.facts(),
            "custom": context.custom,
            "now": context.now,
            "seed": context.host.seed(),
            "seconds": self._seconds,
            "watched": context.watch is not None,
        }
        card = card_for(registration.point, context.payment_card, arguments)
        if card is not None:
            call["card"] = card
        conversation = Conversation(context, registration.module_id)
        text = await self._workers.run(encode(call), conversation.answer, conversation.note, seconds=self._seconds)
        return taken(text, arguments, context, registration.module_id, self._forms)


def _forms(point: str) -> dict[int, str]:
    """Return which arguments of a point are documents of the request, and which are values of an enumeration."""
    row = BY_NAME.get(point)
    names = row.arguments if row is not None else ()
    requests = {at: REQUEST for at, name in enumerate(names) if name.endswith("_request")}
    return requests | {at: ENUMERATION for at, name in enumerate(names) if name == "authorization_type"}


def register_cartridges(registry: Registry, cartridges: Cartridges, workers: Workers, seconds: float) -> list[str]:
    """Register what cartridges do, in their order; return what could not be registered, and why."""
    problems = [str(problem) for problem in cartridges.problems]
    for registration in cartridges.registrations:
        hook = ScriptHook(workers, registration, seconds)
        try:
            registry.register(registration.point, hook, source=registration.module_id)
        except UnknownPointError as error:
            problems.append(f"{registration.hooks_file}:{registration.line}: {error}")
    return problems
