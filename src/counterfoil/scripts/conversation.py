"""What a worker and the server say while a hook runs, and what is made of its result."""

import logging
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import msgspec

from counterfoil.documents.card_secrets import at_work as cards_at_work
from counterfoil.documents.redact import redact
from counterfoil.documents.scrub import scrub_text
from counterfoil.hooks.context import Context
from counterfoil.hooks.status import Status, StatusItem
from counterfoil.hooks.transaction import TransactionError
from counterfoil.scripts.arguments import REQUEST, decode, encode, take_back

log = logging.getLogger("counterfoil.scripts")

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warn": logging.WARNING, "error": logging.ERROR}
_OUTSIDE = "ORMTransactionException"


class ScriptError(Exception):
    """A hook failed in its worker; the message says how and where, redacted."""

    def __init__(self, message: str, told: str | None = None) -> None:
        super().__init__(message)
        self.told = told
        """What the log may say of it: of a request with a card only what kind of error it was, and where."""


class Result(msgspec.Struct):
    """What came of a hook, as its worker tells."""

    value: Any = None
    changed: dict[str, msgspec.Raw] = {}
    """What it made of its arguments, by their numbers."""
    custom: dict[str, Any] | None = None
    rollback: bool = False
    error: dict[str, Any] | None = None


_results = msgspec.json.Decoder(Result, float_hook=Decimal)


class Conversation:
    """What a hook asks and tells while it runs."""

    def __init__(self, context: Context, source: str) -> None:
        self._host = context.host
        self._watch = context.watch
        self._source = source
        self._cards = cards_at_work.get()

    async def answer(self, text: bytes) -> bytes:
        """Answer what a hook asks."""
        asked = decode(text)
        operation = asked["operation"]
        if self._cards.numbers and self._cards.number_stands_in(text.decode()):
            return encode({"error": "the number of a card is kept nowhere", "type": "IllegalArgumentException"})
        if self._host is None:
            return encode({"error": f"{operation} is for requests only", "type": "Error"})
        try:
            value = await self._host.ask(operation, asked["argument"])
        except Exception as error:
            log.debug("%s asked for %s: %s", self._source, operation, type(error).__name__)
            return encode({"error": redact(str(error)) or type(error).__name__, "type": type(error).__name__})
        return encode({"value": value})

    def note(self, text: bytes) -> None:
        """Log what a hook says."""
        if self._watch is not None:
            self._watch.noted(text)
        note = msgspec.json.decode(text)
        if note["kind"] == "log":
            level = _LEVELS.get(note["level"], logging.INFO)
            place = f" ({note['place']})" if note.get("place") else ""
            log.log(level, "%s %s%s", note["category"], self._clean(str(note["message"])), place)

    def _clean(self, message: str) -> str:
        """Return a line for the log without the secrets of the request's cards, and whatever looks like one."""
        return redact(scrub_text(message, self._cards.all) if self._cards.all else message)


def taken(
    text: bytes,
    arguments: tuple[Any, ...],
    context: Context,
    source: str,
    forms: Mapping[int, str] = MappingProxyType({}),
) -> Any:
    """Put what a hook changed into the arguments and return its answer; ScriptError, TransactionError."""
    result = _results.decode(text)
    error = result.error
    if error is not None:
        place = f" at {' < '.join(error['frames']) or source}"
        message = f"{error['type']}: {redact(error['message'])}"
        if error["type"] == _OUTSIDE:
            raise TransactionError(message + place)
        raise ScriptError(message + place, (message if context.payment_card is None else error["type"]) + place)
    if result.rollback and context.transaction.inside:
        context.transaction.spoiled = True
    if result.custom is not None:
        context.custom.clear()
        context.custom.update(result.custom)
    if _leaves_number(result, forms):
        raise ScriptError(f"{source} left the number of a card in a document that is kept or answered")
    for at, changed in result.changed.items():
        take_back(arguments[int(at)], changed, forms.get(int(at)))
    return _value(result.value)


def _leaves_number(result: Result, forms: Mapping[int, str]) -> bool:
    """Say whether a script left the number of a card of the request anywhere but in the request itself."""
    cards = cards_at_work.get()
    if not cards.numbers:
        return False
    kept = (changed for at, changed in result.changed.items() if forms.get(int(at)) != REQUEST)
    return any(cards.number_stands_in(bytes(changed).decode()) for changed in kept)


def _value(value: Any) -> Any:
    if value is None:
        return None
    if "status" not in value:
        return value["other"] if value["other"] is not None else Status()
    status = Status()
    for item in value["status"]:
        status.add_item(StatusItem(item["status"], item["code"], item["message"], details=item.get("details")))
    return status
