"""JSON bytes to and from plain structure: strict, and with decimal numbers exact.

Follows the formats section of the platform reference. Refused beyond what JSON itself refuses: repeated names, depth
over 64, numbers over 30 digits. A UTF-8 byte order mark is skipped, because editors on Windows write one.
"""

import json
import re
from codecs import BOM_UTF8
from decimal import Decimal, InvalidOperation
from typing import Any

from msgspec import DecodeError, Raw, ValidationError
from msgspec.json import Decoder, Encoder

from counterfoil import faults
from counterfoil.documents.values import MAX_DIGITS, sane

MAX_DEPTH = 64
_MOST = 10**MAX_DIGITS
_ESCAPED_COLON = b"\\u003"
_DIGITS = bytes(48 if 48 <= byte <= 57 else 0 for byte in range(256))
_LONG_NUMBER = b"0" * MAX_DIGITS
"""What a number with too many digits has in it, all digits made zeros."""
_BYTE = re.compile(r" \(byte ([0-9]+)\)$")
_ENCODER = Encoder(decimal_format="number")


def encode(plain: Any) -> bytes:
    """Write a plain structure."""
    return _ENCODER.encode(plain)


def plain(raw: Raw) -> Any:
    """Read a part of a document of our own."""
    return _DECODER.decode(raw)


def decode(body: bytes) -> Any:
    """Read a body, None when it is empty; raises BODY_DECODING, which never repeats the body."""
    if body.startswith(BOM_UTF8):
        body = body[len(BOM_UTF8) :]
    if not body.strip():
        return None
    try:
        plain = _DECODER.decode(body)
    except DecodeError as error:  # the only kind whose text holds nothing but the reason
        raise faults.BODY_DECODING(body=_located(body, error)) from None
    except UnicodeDecodeError:
        raise faults.BODY_DECODING(body="it is not UTF-8") from None
    except RecursionError:
        raise faults.BODY_DECODING(body=f"it is nested deeper than {MAX_DEPTH} levels") from None
    # As many colons as the names and texts account for leave no room for a repeated name; an escaped one
    # would upset the count. The closer look reads the body a second time.
    if _colons(plain, body) != body.count(b":") or _ESCAPED_COLON in body:
        _refuse_repeated_names(body)
    return plain


def _number(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:  # an exponent that no Decimal has
        raise ValueError from None
    short = len(text) <= MAX_DIGITS and "e" not in text and "E" not in text
    # Reading a hundred thousand digits costs nothing yet; using them would.
    if not short and not sane(value):
        raise ValueError
    return value


_DECODER = Decoder(float_hook=_number)


def _located(body: bytes, error: DecodeError) -> str:
    if isinstance(error, ValidationError):
        return f"a number is out of range or has more than {MAX_DIGITS} digits"
    match = _BYTE.search(str(error))
    if not match:
        return "it ends too early" if "truncated" in str(error) else "it is not JSON"
    before = body[: int(match[1])]
    line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
    return f"{_BYTE.sub('', str(error))} (line {line}, column {column})"


def _colons(plain: Any, body: bytes) -> int:
    """Refuse what is nested too deeply or too long a number; return how many colons the body needs."""
    if body.count(b"{") + body.count(b"[") > MAX_DEPTH or _LONG_NUMBER in body.translate(_DIGITS):
        return _check(plain)
    return _ENCODER.encode(plain).count(b":")  # most bodies: several times as fast as looking at each value


def _check(plain: Any) -> int:
    """Refuse what is nested too deeply or too long a number; return how many colons the body needs."""
    colons = 0
    level = [plain]
    for _ in range(MAX_DEPTH):
        deeper: list[Any] = []
        for container in level:
            if isinstance(container, dict):
                colons += len(container) + "".join(container).count(":")
                values = list(container.values())
            else:
                values = container if isinstance(container, list) else [container]
            for value in values:
                kind = type(value)
                if kind is str:
                    colons += value.count(":")
                elif kind is dict or kind is list:
                    deeper.append(value)
                elif kind is int and not -_MOST < value < _MOST:
                    raise faults.BODY_DECODING(body=f"a number has more than {MAX_DIGITS} digits")
        if not deeper:
            return colons
        level = deeper
    raise faults.BODY_DECODING(body=f"it is nested deeper than {MAX_DEPTH} levels")


def _refuse_repeated_names(body: bytes) -> None:
    json.loads(body, object_pairs_hook=_distinct, parse_float=str)


def _distinct(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) < len(pairs):
        raise faults.BODY_DECODING(body="a property is named twice in one document")
