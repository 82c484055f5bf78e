"""What documents say is secret, starred out of their JSON."""

from decimal import Decimal
from typing import Any

import msgspec

from counterfoil.documents.fields import fields_of
from counterfoil.documents.properties import Document
from counterfoil.traces.capture import Captured

_STARS = "***"
_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder = msgspec.json.Decoder(float_hook=Decimal)


def mask(captured: Captured, secrets: set[str]) -> bytes:
    """Return the JSON of a value without what its class says is secret; the secrets met are added to those known."""
    if captured.secret:
        secrets.add(str(_decoder.decode(captured.text)))
        return b'"***"'
    if captured.document is None:
        return captured.text
    plain = _decoder.decode(captured.text)
    _mask(plain, captured.document, secrets)
    return _encoder.encode(plain)


def _mask(plain: Any, kind: type[Document], secrets: set[str]) -> None:
    if isinstance(plain, list):
        for one in plain:
            _mask(one, kind, secrets)
        return
    if not isinstance(plain, dict):
        return
    for field in fields_of(kind):
        value = plain.get(field.name)
        if value is None:
            continue
        if field.attribute in kind.secret:
            secrets.add(str(value))
            plain[field.name] = _STARS
        elif field.document is not None:
            _mask(
                list(value.values()) if field.shape == "map" and isinstance(value, dict) else value,
                field.document,
                secrets,
            )
