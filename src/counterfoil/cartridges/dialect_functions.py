"""Functions of the dialect: typed parameters and results, and a body that is only an expression."""

from counterfoil.cartridges.dialect_edits import Edits
from counterfoil.cartridges.dialect_types import after_value, binding_end, without_type
from counterfoil.cartridges.tokens import Tokens

CLOSURES = "expression closures"


def translate_functions(tokens: Tokens, edits: Edits) -> None:
    """Take the types off parameters and results, and give each body its braces."""
    for index, text in enumerate(tokens.text):
        if text == "(" and _holds_parameters(tokens, index):
            _parameters(tokens, edits, index)
            if tokens.role[index] == "parameters":
                _body(tokens, edits, tokens.match[index] + 1)


def _holds_parameters(tokens: Tokens, index: int) -> bool:
    """Say whether a parenthesis belongs to a function, an arrow or a method."""
    after = tokens.match[index] + 1
    if after == 0:
        return False
    if tokens.role[index] == "parameters" or tokens.at(after) == "=>":
        return True
    parent = tokens.parent[index]
    within = tokens.role[parent] if parent >= 0 and tokens.text[parent] == "{" else ""
    is_method = within == "object" or within.startswith("class")
    return is_method and tokens.at(after) in ("{", ":") and tokens.kind[index - 1] == "word"


def _parameters(tokens: Tokens, edits: Edits, index: int) -> None:
    at, close = index + 1, tokens.match[index]
    while at < close:
        after = binding_end(tokens, at + (tokens.text[at] == "..."))
        if after is None:
            return
        at = after_value(tokens, edits, after)
        if tokens.at(at) != ",":
            return
        at += 1


def _body(tokens: Tokens, edits: Edits, at: int) -> None:
    at, _ = without_type(tokens, edits, at)
    if tokens.at(at) in ("", "{", ";", ")", "]", "}", ",", ":"):
        return
    end = tokens.expression_end(at)
    if end > at:
        edits.enclose(at, end - 1, "{return ", "}")
        edits.uses.add(CLOSURES)
