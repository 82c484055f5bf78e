"""Catch clauses with a condition: ``catch (e if e instanceof X)``, several of them, and a typed variable."""

from counterfoil.cartridges.dialect_edits import Edits
from counterfoil.cartridges.dialect_types import without_type
from counterfoil.cartridges.tokens import Tokens

CONDITIONS = "conditional catch"


def translate_catches(tokens: Tokens, edits: Edits) -> None:
    """Turn conditions into ifs, and further clauses into a try of their own that gets the exception again."""
    for index, text in enumerate(tokens.text):
        if text == "catch" and tokens.at(index + 1) == "(" and not tokens.is_name_of_member(index):
            _first_of_several(tokens, edits, index)


def _first_of_several(tokens: Tokens, edits: Edits, index: int) -> None:
    """Translate the clauses that belong to one try, from its first one on."""
    before = tokens.match[index - 1] if tokens.at(index - 1) == "}" else -1
    if before < 0 or tokens.at(before - 1) == ")":
        return
    opened = 0
    while True:
        name, condition = _variable(tokens, edits, index)
        body = tokens.match[index + 1] + 1
        end = tokens.match[body] if tokens.at(body) == "{" else -1
        if end < 0:
            return
        another = tokens.at(end + 1) == "catch" and tokens.at(end + 2) == "("
        if condition:
            edits.replace(tokens.start[condition], tokens.end(condition), ") {if (")
            edits.uses.add(CONDITIONS)
            opened += 1
        if not condition or not another:
            again = f" else throw {name};" if condition else ""
            edits.append(end, again + "}" * opened)
            return
        edits.append(end, f" else try {{throw {name};}}")
        index = end + 1


def _variable(tokens: Tokens, edits: Edits, index: int) -> tuple[str, int]:
    """Give the name of the exception and the index of the ``if``, 0 without one."""
    at, _ = without_type(tokens, edits, index + 3) if tokens.kind[index + 2] == "word" else (index + 3, False)
    return tokens.at(index + 2), at if tokens.at(at) == "if" and tokens.parent[at] == index + 1 else 0
