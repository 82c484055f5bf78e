"""JSON bytes to and from plain structure: strict, and with decimal numbers exact.

Follows the formats section of the platform reference. Refused beyond what JSON itself refuses: repeated names, and
depth and numbers beyond the limits. A UTF-8 byte order mark is skipped, because editors on Windows write one.
"""

import json
import re
from codecs import BOM_UTF8
from decimal import Decimal, InvalidOperation
from typing import Any

from msgspec import DecodeError, Raw, ValidationError
from msgspec.json import Decoder, Encoder

from counterfoil import faults
from counterfoil.documents.limits import DEFAULT, Limits
from counterfoil.documents.values import sane

_ESCAPED_COLON = b"\\u003"
_DIGITS = bytes(48 if 48 <= byte <= 57 else 0 for byte in range(256))
_BYTE = re.compile(r" \(byte ([0-9]+)\)$")
_ENCODER = Encoder(decimal_format="number")


def encode(plain: Any) -> bytes:
    """Write a plain structure."""
    return _ENCODER.encode(plain)


class JsonReader:
    """Reads bodies that keep to the limits."""

    def __init__(self, limits: Limits) -> None:
        self._depth, self._digits = limits.json_depth, limits.number_digits
        self._most = 10**self._digits
        self._long_number = b"0" * self._digits
        """What a number with too many digits has in it, all digits made zeros."""
        self._decoder = Decoder(float_hook=self._number)

    def decode(self, body: bytes) -> Any:
        """Read a body, None when it is empty; raises BODY_DECODING, which never repeats the body."""
        if body.startswith(BOM_UTF8):
            body = body[len(BOM_UTF8) :]
        if not body.strip():
            return None
        try:
            plain = self._decoder.decode(body)
        except DecodeError as error:  # the only kind whose text holds nothing but the reason
            raise faults.BODY_DECODING(body=self._located(body, error)) from None
        except UnicodeDecodeError:
            raise faults.BODY_DECODING(body="it is not UTF-8") from None
        except RecursionError:
            raise self._too_deep() from None
        # As many colons as the names and texts account for leave no room for a repeated name; an escaped one
        # would upset the count. The closer look reads the body a second time.
        if self._colons(plain, body) != body.count(b":") or _ESCAPED_COLON in body:
            _refuse_repeated_names(body)
        return plain

    def plain(self, raw: Raw) -> Any:
        """Read a part of a document of our own."""
        return self._decoder.decode(raw)

    def _number(self, text: str) -> Decimal:
        try:
            value = Decimal(text)
        except InvalidOperation:  # an exponent that no Decimal has
            raise ValueError from None
        short = len(text) <= self._digits and "e" not in text and "E" not in text
        # Reading a hundred thousand digits costs nothing yet; using them would.
        if not short and not sane(value, self._digits):
            raise ValueError
        return value

    def _located(self, body: bytes, error: DecodeError) -> str:
        if isinstance(error, ValidationError):
            return f"a number is out of range or has more than {self._digits} digits"
        match = _BYTE.search(str(error))
        if not match:
            return "it ends too early" if "truncated" in str(error) else "it is not JSON"
        before = body[: int(match[1])]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        return f"{_BYTE.sub('', str(error))} (line {line}, column {column})"

    def _too_deep(self) -> faults.Fault:
        return faults.BODY_DECODING(body=f"it is nested deeper than {self._depth} levels")

    def _colons(self, plain: Any, body: bytes) -> int:
        """Refuse what is nested too deeply or too long a number; return how many colons the body needs."""
        if body.count(b"{") + body.count(b"[") > self._depth or self._long_number in body.translate(_DIGITS):
            return self._check(plain)
        return _ENCODER.encode(plain).count(b":")  # most bodies: several times as fast as looking at each value

    def _check(self, plain: Any) -> int:
        """Refuse what is nested too deeply or too long a number; return how many colons the body needs."""
        colons = 0
        level = [plain]
        for _ in range(self._depth):
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
                    elif kind is int and not -self._most < value < self._most:
                        raise faults.BODY_DECODING(body=f"a number has more than {self._digits} digits")
            if not deeper:
                return colons
            level = deeper
        raise self._too_deep()


_READER = JsonReader(DEFAULT)
decode = _READER.decode
plain = _READER.plain


def _refuse_repeated_names(body: bytes) -> None:
    json.loads(body, object_pairs_hook=_distinct, parse_float=str)


def _distinct(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) < len(pairs):
        raise faults.BODY_DECODING(body="a property is named twice in one document")
