"""Whether a hook changed what is stored where it may not, or left there what may be kept nowhere.

Script objects are compared before and after it ran; they and documents of the answer are searched for card numbers, and
for what could not be read again.
"""

from collections.abc import Sequence
from typing import Any

from msgspec import DecodeError
from msgspec.json import Encoder, decode

from counterfoil.documents.card_secrets import CardSecrets
from counterfoil.hooks.arguments import KINDS
from counterfoil.hooks.point import Point

Kept = list[tuple[Any, bytes]]

_ENCODER = Encoder(order="deterministic")
_STORED = Encoder(decimal_format="number", order="deterministic")
_ANSWERED = Encoder(decimal_format="number")
_UNWRITABLE = (TypeError, ValueError, RecursionError)


def script_objects(row: Point | None, arguments: Sequence[Any]) -> Kept:
    """Return the script objects among the arguments of a point, each with what it holds now."""
    if row is None:
        return []
    named = zip(row.arguments, arguments, strict=False)
    return [(value, _ENCODER.encode(value)) for name, value in named if KINDS[name].kind == "script"]


def changed(kept: Kept) -> bool:
    """Say whether one of them holds something else by now."""
    for value, before in kept:
        try:
            if _ENCODER.encode(value) != before:
                return True
        except _UNWRITABLE:  # what cannot even be written down was not there before
            return True
    return False


def unfit(row: Point | None, arguments: Sequence[Any], cards: CardSecrets, *, stored: bool) -> str:
    """Return what stands in script objects and answers that can be kept and told nowhere, or nothing.

    Objects are looked at where they are ``stored`` behind the hook, or a card was sent.
    """
    if row is None:
        return ""
    for name, value in zip(row.arguments, arguments, strict=False):
        kind = KINDS[name].kind
        why = ""
        if kind == "response":
            why = _unfit(value, cards, _ANSWERED)
        elif kind == "script" and (stored or cards.numbers):
            why = _unfit(value, cards, _STORED)
        if why:
            return why
    return ""


def _unfit(value: Any, cards: CardSecrets, encoder: Encoder) -> str:
    try:
        text = encoder.encode(value)
    except _UNWRITABLE as error:
        return f"what cannot be written ({type(error).__name__})"
    if cards.numbers and cards.number_stands_in(text.decode()):
        return "the number of a card"
    if (b"NaN" in text or b"Infinity" in text) and not _is_json(text):
        return "a number that is none"
    return ""


def _is_json(text: bytes) -> bool:
    try:
        decode(text)
    except DecodeError:
        return False
    return True
