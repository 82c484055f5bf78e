"""Scripts as hooks: what cartridges register is registered with the server like any other hook."""

import logging
from typing import Any

import msgspec

from counterfoil.cartridges.registrations import Cartridges, Registration
from counterfoil.documents.redact import redact
from counterfoil.hooks.host import Host
from counterfoil.hooks.points import BY_NAME
from counterfoil.hooks.registry import Context, Registry
from counterfoil.hooks.status import Status
from counterfoil.scripts.arguments import decode, encode, outgoing, take_back
from counterfoil.scripts.pool import Workers

log = logging.getLogger("counterfoil.scripts")

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warn": logging.WARNING, "error": logging.ERROR}


class ScriptError(Exception):
    """A script failed; the message says how and where, redacted."""


class RolledBackError(Exception):
    """A script rolled back the transaction it shares with the request."""


class ScriptHook:
    """The function of a cartridge's script, run in a worker."""

    def __init__(self, workers: Workers, registration: Registration, seconds: float) -> None:
        self._workers = workers
        self._registration = registration
        self._seconds = seconds
        self.__module__ = f"{registration.module_id}"

    async def __call__(self, *arguments: Any, context: Context) -> Any:
        """Run the script; ScriptError, RolledBackError, WorkerLostError, TimeoutError."""
        if context.host is None:
            raise ScriptError("scripts run for requests only")
        registration = self._registration
        call = {
            "point": registration.point,
            "module": registration.module_id,
            "functions": registration.function_names,
            "arguments": outgoing(arguments),
            "inside": _inside(registration.point),
            "request": context.host.facts(),
            "custom": context.custom,
            "now": context.now,
            "seed": context.host.seed(),
        }
        conversation = _Conversation(context.host, registration)
        text = await self._workers.run(encode(call), conversation.answer, conversation.note, seconds=self._seconds)
        return self._taken(decode(text), arguments, context)

    def _taken(self, result: dict[str, Any], arguments: tuple[Any, ...], context: Context) -> Any:
        error = result.get("error")
        if error is not None:
            frames = " < ".join(error["frames"]) or self._registration.module_id
            raise ScriptError(f"{error['type']}: {redact(error['message'])} at {frames}")
        if result.get("rollback"):
            raise RolledBackError(f"{self._registration.module_id} rolled back the transaction of the request")
        if result.get("custom") is not None:
            context.custom.clear()
            context.custom.update(result["custom"])
        for at, changed in result.get("changed", {}).items():
            take_back(arguments[int(at)], changed)
        return _value(result.get("value"))


def _inside(point: str) -> bool:
    """Say whether a point stands in the transaction of its request, so that what a script changes is kept."""
    name = point.rpartition(".")[2]
    return not name.startswith(("modify", "validate")) and not name.startswith(("beforeGET", "afterGET"))


def _value(value: Any) -> Any:
    if value is None:
        return None
    if "status" in value:
        return _status(value["status"])
    return value["other"] if value["other"] is not None else Status(Status.OK)


def _status(items: list[dict[str, Any]]) -> Status:
    """Return the Status of a script: an error if an item is one; the first error speaks, else the first item."""
    speaker = next((item for item in items if item["status"] == Status.ERROR), items[0] if items else None)
    if speaker is None:
        return Status(Status.OK)
    return Status(speaker["status"], speaker["code"], speaker["message"], details=speaker.get("details"))


class _Conversation:
    """What a script asks and tells while it runs."""

    def __init__(self, host: Host, registration: Registration) -> None:
        self._host = host
        self._registration = registration

    async def answer(self, text: bytes) -> bytes:
        """Answer what a script asks."""
        asked = decode(text)
        try:
            value = await self._host.ask(asked["operation"], asked["argument"])
        except Exception as error:
            log.debug("%s asked for %s: %s", self._registration.module_id, asked["operation"], type(error).__name__)
            return encode({"error": redact(str(error)) or type(error).__name__, "type": type(error).__name__})
        return encode({"value": value})

    def note(self, text: bytes) -> None:
        """Log what a script says."""
        note = msgspec.json.decode(text)
        if note["kind"] == "log":
            level = _LEVELS.get(note["level"], logging.INFO)
            log.log(level, "%s %s (%s)", note["category"], redact(str(note["message"])), note.get("place", ""))


def register_cartridges(registry: Registry, cartridges: Cartridges, workers: Workers, seconds: float) -> list[str]:
    """Register what cartridges do, in their order; return what could not be registered, and why."""
    problems = [str(problem) for problem in cartridges.problems]
    for registration in cartridges.registrations:
        if registration.point in BY_NAME or registration.point.startswith("app."):
            hook = ScriptHook(workers, registration, seconds)
            registry.register(registration.point, hook, source=f"{registration.module_id} ({registration.cartridge})")
        else:
            problems.append(f"{registration.hooks_file}:{registration.line}: no point {registration.point} is served")
    return problems
