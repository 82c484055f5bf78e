"""Texts of which nobody knows what stands in them: secrets are starred out by their names, values and check digits.

What hooks log, raise and ask for may quote anything that a client sent.
"""

import json
import re
from collections.abc import Collection
from functools import lru_cache

_STARS = "***"
_NAME = (
    r"(?:[a-z]*_?pass(?:_?word|wd)|(?:card|account|credit_?card|bank_?account)?_?number|card_?no|pan"
    r"|(?:card_?)?(?:credit_?card_?)?(?:security|verification)_?code|cvv2?|cv2|cvc|cvn"
    r"|(?:gift_?certificate|giftcertificate)_?code|drivers_?license"
    r"|(?:[a-z]+_?)?token|authorization|(?:set-)?cookie|dwsid|dwsecuretoken|x-dw-order-token"
    r"|access_?key|api_?key|(?:[a-z]+_?)?secret|client_?assertion|assertion)"
)
_SECRET = re.compile(_NAME, re.IGNORECASE)
_KEY = re.compile(r'"([A-Za-z_-]{2,40})(\\*)"\s*:\s*')
"""A name in JSON, or in JSON that is a text within JSON, whose quotes are escaped."""
_VALUE = re.compile(r'"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*')
_VALUE_INSIDE = re.compile(r'\\+"(?:[^"\\]|\\+[^"\\])*\\+"|-?[0-9][0-9.eE+-]*')
_WORDS = re.compile(rf"(?<![a-z0-9_])({_NAME}['\"]?\s*[=:]\s*)(?:'[^']*'|[^\s'\",;&)}}\]]+)", re.IGNORECASE)
"""A named value in a line of text."""
_BEARER = re.compile(r"\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}")
_MAYBE = re.compile(r"[0-9][0-9 -]{10,}[0-9]")
"""What is looked for everywhere; found, it is looked at closely."""
_RUN = re.compile(r"(?<![0-9A-Za-z.])[0-9](?:[ -]?[0-9]){11,}(?![0-9A-Za-z])")
_SEPARATORS = re.compile("[ -]")
_FEWEST, _MOST = 12, 19
"""Digits of a card number."""
_ORDER_TOKEN = re.compile(r'"order_token":"[^"]*"')
_SHORT = 6
"""Shorter values are too common to be looked for anywhere."""
_DOUBLED = str.maketrans("0123456789", "0246813579")
_BEFORE_NUMBERS = ":[,-"
"""What stands before a number in compact JSON; in its place comes a number, so that it stays JSON."""


def scrub_text(text: str, secrets: Collection[str] = (), *, longest: int | None = None) -> str:
    """Return a line of text without what may be secret: named values, card numbers, these values."""
    cut = text if longest is None else text[: longest + 200]  # so that no number is cut before it is recognised
    for secret in sorted(secrets, key=len, reverse=True):
        if secret in cut:
            cut = re.sub(rf"(?<![0-9A-Za-z]){re.escape(secret)}(?![0-9A-Za-z])", _STARS, cut)
            if len(secret) >= _SHORT:
                cut = cut.replace(secret, _STARS)
    cut = _without_named(cut) if '"' in cut else cut
    cut = _WORDS.sub(rf"\1{_STARS}", _BEARER.sub(rf"\1 {_STARS}", cut))
    return _without_numbers(cut)[:longest]


def scrub_json(text: str, secrets: Collection[str] = (), *, named: bool = True) -> str:
    """Return compact JSON without what may be secret; it stays JSON.

    Of what the server itself stores (``named`` is false) the only name that is looked for is that of the order's token.
    """
    clean = _without_numbers(_without_named(text) if named else _ORDER_TOKEN.sub(f'"order_token":"{_STARS}"', text))
    found = [secret for secret in secrets if _stands_in(secret, clean)]
    return _without_values(clean, found) if found else clean


def _stands_in(secret: str, text: str) -> bool:
    """Say whether JSON may hold a secret; a short one by itself, for its digits stand in many longer numbers."""
    written = json.dumps(secret, ensure_ascii=False)[1:-1]
    if written not in text:
        return False
    return len(secret) >= _SHORT or _alone(written).search(text) is not None


@lru_cache(maxsize=256)
def _alone(written: str) -> re.Pattern[str]:
    """Match a text with no letter or digit beside it; what ends an escape of JSON is neither."""
    before = r"(?:(?<![0-9A-Za-z])|(?<=\\[bfnrt])|(?<=\\u[0-9a-fA-F]{4}))"
    return re.compile(rf"{before}{re.escape(written)}(?![0-9A-Za-z])")


def _without_named(text: str) -> str:
    """Star out the values of names that are those of secrets."""
    parts: list[str] = []
    done = 0
    for key in _KEY.finditer(text):
        if key.start() < done or not is_secret(key[1]):
            continue
        value = (_VALUE_INSIDE if key[2] else _VALUE).match(text, key.end())
        if value is not None:
            parts += (text[done : key.end()], f'{key[2]}"{_STARS}{key[2]}"')
            done = value.end()
    return "".join((*parts, text[done:])) if parts else text


@lru_cache(maxsize=4096)
def is_secret(name: str) -> bool:
    """Say whether a name is that of a secret."""
    return _SECRET.fullmatch(name) is not None


def _without_numbers(text: str) -> str:
    return _MAYBE.sub(_looked_at, text)


def _looked_at(match: re.Match[str]) -> str:
    """Star out card numbers in a run of digits, blanks and dashes, with regard to what stands around it."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    clean = _RUN.sub(_starred, before + match[0] + after)
    return clean[len(before) : len(clean) - len(after)]


def _starred(match: re.Match[str]) -> str:
    groups = _SEPARATORS.split(match[0])
    ends = range(1, len(groups) + 1)
    numbers = ("".join(groups[start:end]) for end in ends for start in range(end))
    if not any(_FEWEST <= len(digits) <= _MOST and passes_luhn(digits) for digits in numbers):
        return match[0]
    before = match.string[match.start() - 1 : match.start()]
    return "0" if before and before in _BEFORE_NUMBERS else "*" * len(match[0])


def passes_luhn(digits: str) -> bool:
    """Say whether the last digit is the check digit that a card number would have."""
    return (sum(map(int, digits[-1::-2])) + sum(map(int, digits[-2::-2].translate(_DOUBLED)))) % 10 == 0


def _without_values(text: str, secrets: list[str]) -> str:
    def clean(value: object) -> object:
        if isinstance(value, str):
            return scrub_text(value, secrets)
        if isinstance(value, dict):
            return {scrub_text(name, secrets): clean(one) for name, one in value.items()}
        if isinstance(value, list):
            return [clean(one) for one in value]
        return 0 if isinstance(value, int | float) and str(value) in secrets else value

    return json.dumps(clean(json.loads(text)), ensure_ascii=False, separators=(",", ":"))
