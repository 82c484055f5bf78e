"""What a fault may repeat of a request: short, and never a card number.

Follows the card data rules: a run of 12 to 19 digits that passes the Luhn check is not shown.
"""

import re

_RUN = re.compile(r"[0-9](?:[ -]?[0-9]){11,}")
_OWN_RUN = re.compile(r"(?<![0-9A-Za-z])[0-9](?:[ -]?[0-9]){11,}(?![0-9A-Za-z])")
_ISSUED = re.compile(r"(?=[0-9]{13,19}\Z)(?:3[04-9]|4|5|6|22[2-9]|2[3-6]|27[01]|2720)[0-9]+")
"""The lengths and first digits of the numbers that issuers give."""
_SEPARATORS = re.compile(r"[ -]")
_LONGEST = 256
_LONGEST_CARD = 19
_SHORTEST_RUN = 12
SHORTEST_ISSUED = 13
"""Signs that a text needs to hold a number that a card issuer may have given."""


def redact(text: str) -> str:
    """Return the text cut to a harmless length, with everything that may be a card number starred out."""
    some_more = text[: _LONGEST + 2 * _LONGEST_CARD]  # so that no number is cut before it is recognised
    return _RUN.sub(_starred, some_more)[:_LONGEST]


def star_cards(text: str) -> str:
    """Return the whole text with everything that may be a card number starred out."""
    return _RUN.sub(_starred, text)


def holds_card_number(text: str) -> bool:
    """Say whether a text has a number of its own that may be a card number; ids with letters in them have none."""
    return len(text) >= _SHORTEST_RUN and any(
        len(digits) <= _LONGEST_CARD and _passes_luhn(digits)
        for digits in (_SEPARATORS.sub("", match[0]) for match in _OWN_RUN.finditer(text))
    )


def holds_issued_card_number(text: str) -> bool:
    """Say whether a text has a number of its own that a card issuer may have given; most long numbers are none."""
    return len(text) >= SHORTEST_ISSUED and any(
        _ISSUED.fullmatch(digits) is not None and _passes_luhn(digits)
        for digits in (_SEPARATORS.sub("", match[0]) for match in _OWN_RUN.finditer(text))
    )


def _starred(match: re.Match[str]) -> str:
    digits = _SEPARATORS.sub("", match[0])
    windows = (digits[start : start + length] for length in range(12, 20) for start in range(len(digits) - length + 1))
    return "*" * len(match[0]) if any(_passes_luhn(window) for window in windows) else match[0]


def _passes_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
