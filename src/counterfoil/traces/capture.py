"""Arguments and answers of hooks as they are at a moment: bytes, and what is secret in them.

Made while a request is at work, and so as cheap as can be: secrets are starred out when a trace is packed.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec

from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.fields import holds_secrets
from counterfoil.documents.order import Order
from counterfoil.documents.properties import Document
from counterfoil.documents.scrub import is_secret
from counterfoil.hooks.points import POINTS
from counterfoil.hooks.status import Status
from counterfoil.scripts.arguments import PARTS


def _other(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return f"<{type(value).__name__}>"


_encoder = msgspec.json.Encoder(decimal_format="number", enc_hook=_other)


class Captured(NamedTuple):
    """A value: what it is, and its JSON. A part of a container is its id, ``owner`` the argument it is found in."""

    kind: str
    text: bytes
    owner: int = -1
    document: type[Document] | None = None
    """The class whose secret properties are to be starred out; of a list, that of its elements."""
    secret: bool = False
    """Whether the whole value is secret."""


_NOTHING = Captured("null", b"null")
_SECRET_ARGUMENTS = {
    row.name: found for row in POINTS if (found := [at for at, name in enumerate(row.arguments) if is_secret(name)])
}
"""Arguments that are secrets themselves, such as the token of a password reset, by extension point."""
_UNREADABLE = Captured("unreadable", b"null")


def capture(point: str, arguments: Sequence[Any]) -> list[Captured]:
    """Return arguments as they are now."""
    made = [_captured(argument, arguments) for argument in arguments]
    for at in _SECRET_ARGUMENTS.get(point, ()):
        if at < len(arguments) and isinstance(arguments[at], str) and arguments[at]:
            made[at] = made[at]._replace(secret=True)
    return made


def capture_one(value: Any) -> Captured:
    """Return a value as it is now."""
    return _captured(value, ())


def capture_sent(documents: Iterable[Document]) -> list[Captured]:
    """Return those of the documents a client sent that may say what is secret."""
    return [_captured(document, ()) for document in documents if holds_secrets(type(document))]


def _captured(value: Any, beside: Sequence[Any]) -> Captured:
    try:
        if isinstance(value, Order | Basket):
            return Captured(type(value).__name__, stored.encode(value))
        if isinstance(value, Document):
            return _part(value, beside) or _document(value)
        return _plain(value)
    except (TypeError, ValueError, RecursionError):
        return _UNREADABLE


def _document(value: Document) -> Captured:
    kind = type(value)
    return Captured(kind.__name__, _encoder.encode(value), -1, kind if holds_secrets(kind) else None)


def _plain(value: Any) -> Captured:
    if value is None:
        return _NOTHING
    if isinstance(value, Status):
        return Captured("Status", _encoder.encode(_status(value)))
    if isinstance(value, list | tuple) and value and isinstance(value[0], Document):
        kind = type(value[0])
        text = _encoder.encode([one if isinstance(one, kind) else None for one in value])
        return Captured(f"list of {kind.__name__}", text, -1, kind if holds_secrets(kind) else None)
    return Captured(_kind(value), _encoder.encode(value))


def _part(value: Document, beside: Sequence[Any]) -> Captured | None:
    part = PARTS.get(type(value))
    if part is None:
        return None
    owner = next((at for at, one in enumerate(beside) if isinstance(one, Order | Basket)), None)
    if owner is None:
        return None
    return Captured(type(value).__name__, _encoder.encode(getattr(value, part.key)), owner)


def _kind(value: Any) -> str:
    if isinstance(value, bool | str):
        return type(value).__name__
    if isinstance(value, int | float | Decimal):
        return "number"
    if isinstance(value, Mapping):
        return "object"
    return "list" if isinstance(value, list | tuple) else type(value).__name__


def _status(status: Status) -> dict[str, Any]:
    items = [
        {"status": item.status, "code": item.code, "message": item.message, "details": item.details}
        for item in status.items
    ]
    error = next((item for item in items if item["status"] == Status.ERROR), None)
    speaks = error or (items[0] if items else {"code": None, "message": None})
    return {
        "status": "OK" if error is None else "ERROR",
        "code": speaks["code"],
        "message": speaks["message"],
        "items": items,
    }
