"""Type annotations of variables: ``var found : Collection<Product> = …``; the same of parameters is done with these."""

from typing import NamedTuple

from counterfoil.cartridges.dialect_edits import Edits
from counterfoil.cartridges.tokens import Tokens

ANNOTATIONS = "type annotations"
CLOSED = {">": 1, ">>": 2, ">>>": 3, ">=": 1, ">>=": 2, ">>>=": 3}


class TypeRead(NamedTuple):
    """Where a type ends; it may end within the operator ``>=`` and leave its second half."""

    end: int
    next: int
    assigns: bool


def translate_variables(tokens: Tokens, edits: Edits) -> None:
    """Take the types off the variables that var, let and const declare."""
    for index, text in enumerate(tokens.text):
        if text in ("var", "let", "const") and tokens.kind[index] == "word" and not tokens.is_name_of_member(index):
            _declarators(tokens, edits, index + 1)


def _declarators(tokens: Tokens, edits: Edits, at: int) -> None:
    while True:
        after = binding_end(tokens, at)
        if after is None:
            return
        edits.declared.update(tokens.text[at:after])
        at = after_value(tokens, edits, after)
        if tokens.at(at) != ",":
            return
        at += 1


def binding_end(tokens: Tokens, at: int) -> int | None:
    """Give the index after a name or a pattern that a value is bound to; None where there is neither."""
    if at >= len(tokens):
        return None
    if tokens.text[at] in ("{", "["):
        return tokens.match[at] + 1
    return at + 1 if tokens.kind[at] == "word" else None


def after_value(tokens: Tokens, edits: Edits, at: int) -> int:
    """Take off the annotation that may stand behind a binding; give the index after it and the value assigned."""
    at, assigns = without_type(tokens, edits, at)
    if assigns or tokens.at(at) == "=":
        at = tokens.expression_end(at if assigns else at + 1)
    return at


def without_type(tokens: Tokens, edits: Edits, at: int) -> tuple[int, bool]:
    """Take off the annotation whose colon may stand here; give the index after it, and if an equals sign went too."""
    if tokens.at(at) != ":":
        return at, False
    read = read_type(tokens, at + 1)
    if read is None:
        return at, False
    edits.blank(tokens.start[at], read.end)
    edits.uses.add(ANNOTATIONS)
    return read.next, read.assigns


def read_type(tokens: Tokens, at: int) -> TypeRead | None:
    """Read a type: a dotted name, with types in angle brackets, with square brackets; or an asterisk."""
    if tokens.at(at) in ("*", "*="):
        return TypeRead(tokens.start[at] + 1, at + 1, tokens.text[at] == "*=")
    if at >= len(tokens) or tokens.kind[at] != "word":
        return None
    at += 1
    while tokens.at(at) == "." and at + 1 < len(tokens) and tokens.kind[at + 1] == "word":
        at += 2
    if tokens.at(at) == "." and tokens.at(at + 1) == "<":
        at += 1
    if tokens.at(at) == "<":
        closed = _angle_end(tokens, at)
        if closed is None:
            return None
        at = closed + 1
        if tokens.text[closed].endswith("="):
            return TypeRead(tokens.end(closed) - 1, at, assigns=True)
    while tokens.at(at) == "[" and tokens.at(at + 1) == "]":
        at += 2
    return TypeRead(tokens.end(at - 1), at, assigns=False)


def _angle_end(tokens: Tokens, at: int) -> int | None:
    depth = 0
    while at < len(tokens):
        text = tokens.text[at]
        depth += (text == "<") - CLOSED.get(text, 0)
        if depth <= 0:
            return at if depth == 0 else None
        if tokens.kind[at] != "word" and text not in ("<", ",", ".", "*", "[", "]", "?", *CLOSED):
            return None
        at += 1
    return None
