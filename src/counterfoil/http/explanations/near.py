"""The words of explanations: what the client sent, shown harmlessly, and the values that lie nearest to it."""

import difflib
import re
from bisect import bisect_left
from collections.abc import Iterable

from counterfoil.documents.redact import redact

LONGEST = 1000
"""Characters an explanation may have: it is one line of a header."""
_LONGEST_VALUE = 80
_MOST_LISTED = 12
_MOST_COMPARED = 2000
_NOT_PLAIN = re.compile(r"[^\x20-\x7e]")


def in_one_line(text: str) -> str:
    """Return a text as a header can hold it: printable ASCII, cut where it is too long."""
    plain = _NOT_PLAIN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text[:LONGEST])
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 3] + "..."


def quoted(value: object) -> str:
    """Return a value the client sent in quotes: cut, and without anything that may be a card number."""
    return f"'{redact(str(value))[:_LONGEST_VALUE]}'"


def listed(values: Iterable[object]) -> str:
    """Write values that are no secrets as a list, the first of them if there are many."""
    texts = [str(value)[:_LONGEST_VALUE] for value in values]
    more = f" and {len(texts) - _MOST_LISTED} more" if len(texts) > _MOST_LISTED else ""
    return ", ".join(texts[:_MOST_LISTED]) + more


def nearest(value: str, known: Iterable[str]) -> list[str]:
    """Return up to three known values that are much like one, the nearest first."""
    wanted = value[:_LONGEST_VALUE]
    by_fold = {name.casefold(): name for name in _comparable(wanted, known)}
    return [by_fold[fold] for fold in difflib.get_close_matches(wanted.casefold(), by_fold, n=3, cutoff=0.6)]


def choices(value: str, known: Iterable[str], what: str) -> str:
    """Say which known values are near one, or all of them where they are few; nothing where nothing helps."""
    names = list(dict.fromkeys(known))
    near = nearest(value, names) if value else []
    if near and len(names) > _MOST_LISTED:
        return f"Nearest to {quoted(value)}: {listed(near)}."
    if near:
        rest = [name for name in names if name not in near]
        return f"Nearest to {quoted(value)}: {listed(near)}." + (f" Other {what}: {listed(rest)}." if rest else "")
    if names and len(names) <= _MOST_LISTED:
        return f"The {what}: {listed(names)}."
    return ""


def _comparable(value: str, known: Iterable[str]) -> list[str]:
    """Return the values worth comparing: where there are very many, those that stand next to it in their order."""
    names = known if isinstance(known, list) else list(known)
    if len(names) <= _MOST_COMPARED:
        return names
    ordered = sorted(names)
    place = bisect_left(ordered, value)
    return ordered[max(0, place - _MOST_COMPARED // 2) : place + _MOST_COMPARED // 2]
