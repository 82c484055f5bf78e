"""The script dialect of the platform, turned into what a current engine accepts, line for line.

Follows the hook reference, section 4.6: what cartridges use beyond ECMAScript 2023.
"""

from typing import NamedTuple

from counterfoil.cartridges.dialect_catch import translate_catches
from counterfoil.cartridges.dialect_edits import Edits, Finding
from counterfoil.cartridges.dialect_functions import translate_functions
from counterfoil.cartridges.dialect_imports import translate_imports
from counterfoil.cartridges.dialect_loops import translate_loops
from counterfoil.cartridges.dialect_refused import refuse_the_impossible
from counterfoil.cartridges.dialect_search import may_hold_dialect
from counterfoil.cartridges.dialect_types import translate_variables
from counterfoil.cartridges.tokens import Tokens

__all__ = ["Finding", "Script", "translate"]


class Script(NamedTuple):
    """A script as the engine gets it."""

    text: str
    uses: frozenset[str]
    """What of the dialect it uses, in the words of the manual: ``for each``, ``type annotations``, …"""
    problems: tuple[Finding, ...]


def translate(source: str, name: str) -> Script:
    """Turn the dialect into ECMAScript without moving a line; what cannot be turned throws where it stands."""
    if not may_hold_dialect(source):
        return Script(source, frozenset(), ())
    return translate_thoroughly(source, name)


def translate_thoroughly(source: str, name: str) -> Script:
    """Do the same without a quick look at first, whether there may be anything to do at all."""
    tokens = Tokens(source)
    if tokens.lost:
        return Script(source, frozenset(), ())
    edits = Edits(tokens, name)
    refuse_the_impossible(tokens, edits)
    translate_loops(tokens, edits)
    translate_variables(tokens, edits)
    translate_functions(tokens, edits)
    translate_catches(tokens, edits)
    translate_imports(tokens, edits)
    return Script(edits.applied(), frozenset(edits.uses), tuple(edits.findings))
