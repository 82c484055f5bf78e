"""Arguments and answers of hooks as they are at a moment: bytes, without what a document says is secret."""

from collections.abc import Mapping, Sequence
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

_STARS = "***"


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


_NOTHING = Captured("null", b"null")
_HIDDEN = Captured("str", b'"***"')
_SECRET_ARGUMENTS = {
    row.name: found for row in POINTS if (found := [at for at, name in enumerate(row.arguments) if is_secret(name)])
}
"""Arguments that are secrets themselves, such as the token of a password reset, by extension point."""
_UNREADABLE = Captured("unreadable", b"null")


def capture(point: str, arguments: Sequence[Any], secrets: set[str]) -> list[Captured]:
    """Return arguments as they are now; the secrets met are added to those known."""
    made = [_captured(argument, arguments, secrets) for argument in arguments]
    for at in _SECRET_ARGUMENTS.get(point, ()):
        if at < len(arguments) and isinstance(arguments[at], str) and arguments[at]:
            secrets.add(arguments[at])
            made[at] = _HIDDEN
    return made


def capture_one(value: Any, secrets: set[str]) -> Captured:
    """Return a value as it is now."""
    return _captured(value, (), secrets)


def _captured(value: Any, beside: Sequence[Any], secrets: set[str]) -> Captured:
    try:
        if isinstance(value, Order | Basket):
            return Captured(type(value).__name__, stored.encode(value))
        if isinstance(value, Document):
            return _part(value, beside) or Captured(type(value).__name__, _document(value, secrets))
        return _plain(value, secrets)
    except (TypeError, ValueError, RecursionError):
        return _UNREADABLE


def _plain(value: Any, secrets: set[str]) -> Captured:
    if value is None:
        return _NOTHING
    if isinstance(value, Status):
        return Captured("Status", _encoder.encode(_status(value)))
    if isinstance(value, list | tuple) and value and isinstance(value[0], Document):
        texts = (_document(one, secrets) if isinstance(one, Document) else b"null" for one in value)
        return Captured(f"list of {type(value[0]).__name__}", b"[" + b",".join(texts) + b"]")
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
    return {"status": "ERROR" if status.error else "OK", "code": status.code, "message": status.message, "items": items}


def _document(document: Document, secrets: set[str]) -> bytes:
    if not holds_secrets(type(document)):
        return _encoder.encode(document)
    return _encoder.encode(_masked(document, secrets))


def _masked(document: Document, secrets: set[str]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for name in document.__struct_fields__:
        value = getattr(document, name)
        if value is None or value == {}:
            continue
        if name in document.secret:
            secrets.add(str(value))
            shown[name] = _STARS
        elif isinstance(value, Document):
            shown[name] = _masked(value, secrets)
        elif isinstance(value, list | tuple):
            shown[name] = [_masked(one, secrets) if isinstance(one, Document) else one for one in value]
        else:
            shown[name] = value
    return shown


def learn(documents: Sequence[Document], secrets: set[str]) -> None:
    """Note the secrets of the documents that a client sent."""
    for document in documents:
        if holds_secrets(type(document)):
            _masked(document, secrets)
