"""Loops over values: ``for each (var item in items)``; the engine's ``__each`` tells what the values are."""

from counterfoil.cartridges.dialect_edits import Edits
from counterfoil.cartridges.tokens import Tokens

FOR_EACH = "for each"


def translate_loops(tokens: Tokens, edits: Edits) -> None:
    """Turn ``for each (x in e)`` into ``for (x of __each(e))``."""
    for index, text in enumerate(tokens.text):
        if text == "each" and tokens.at(index - 1) == "for" and tokens.at(index + 1) == "(":
            _loop(tokens, edits, index)


def _loop(tokens: Tokens, edits: Edits, each: int) -> None:
    close = tokens.match[each + 1]
    between = _in(tokens, each + 2, close)
    if between is None or between + 1 >= close:
        return
    commas = any(tokens.text[at] == "," and tokens.parent[at] == each + 1 for at in range(between + 1, close))
    edits.blank(tokens.start[each], tokens.end(each))
    edits.replace(tokens.start[between], tokens.end(between), "of")
    edits.enclose(between + 1, close - 1, "__each((" if commas else "__each(", "))" if commas else ")")
    edits.uses.add(FOR_EACH)


def _in(tokens: Tokens, at: int, close: int) -> int | None:
    while at < close:
        if tokens.text[at] == "in" and tokens.at(at - 1) != ".":
            return at
        at = max(at, tokens.match[at]) + 1
    return None
