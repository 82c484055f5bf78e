"""Whether a hook changed what is stored where it may not, or left there what may be kept nowhere.

Script objects are compared before and after it ran; they and documents of the answer are searched for card numbers.
"""

from collections.abc import Sequence
from typing import Any

from msgspec.json import Encoder

from counterfoil.documents.card_secrets import CardSecrets
from counterfoil.hooks.arguments import KINDS
from counterfoil.hooks.point import Point

Kept = list[tuple[Any, bytes]]

_ENCODER = Encoder(order="deterministic")


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
        except TypeError:  # what cannot even be written down was not there before
            return True
    return False


def left_number(row: Point | None, arguments: Sequence[Any], cards: CardSecrets) -> bool:
    """Say whether the number of a card of the request stands in what is stored or answered."""
    if row is None or not cards.numbers:
        return False
    named = zip(row.arguments, arguments, strict=False)
    return any(
        cards.number_stands_in(_ENCODER.encode(value).decode())
        for name, value in named
        if KINDS[name].kind in ("script", "response")
    )
