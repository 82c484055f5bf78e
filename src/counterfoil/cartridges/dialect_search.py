"""A quick look for the dialect: it may find some where there is none, but overlooks none.

Each pattern begins with letters or signs of its own, for these are what a search is fast with.
"""

import re
from collections.abc import Sequence

# One way alone to read each comment: several comments after one another could else be read in very many.
GAP = r"(?:\s|//[^\n]*+|/\*[^*]*+\*++(?:[^/*][^*]*+\*++)*/)*"
TYPED_NAME = rf"\s++[\w$]++{GAP}:"

PATTERNS: Sequence[re.Pattern[str]] = tuple(
    re.compile(pattern)
    for pattern in (
        rf"for{GAP}each{GAP}\(",
        f"var{TYPED_NAME}",
        f"let{TYPED_NAME}",
        f"const{TYPED_NAME}",
        rf",{GAP}[\w$]++{GAP}:[^;{{}}()=]{{0,400}}?(?:[;=](?!>)|\n\s*(?:var|let|const|function|if|for)\b)",
        rf"\({GAP}(?:\.\.\.\s*)?[\w$]++{GAP}:",
        r"function(?<!['\"]function)\b(?!['\"])[^{]{0,4000}?(?::|\)\s*[^\s{)])",
        r"catch\s*\([^)]*(?::|\bif\b)",
        r"import(?:Package|Class|Script)\b",
        r"\.@",
        r"::",
        r"\.\.(?<!\.\.\.)\s*[^\W\d]",
        r"\.\.(?<!\.\.\.)\s*[*@]",
        r"\.\s*\(",
        r"XML(?:List)?\s*[.(]",
        r"default\s+xml\b",
        r"yield[ \t]+[\w$'\"\[{(]",
    )
)
MARKUP = re.compile(r"<[\w>{!]")
BEFORE_MARKUP = re.compile(
    r"(?:\A|[=(,?:\[&|!;{}+*/%^~-]|=>|\b(?:return|in|of|case|typeof|do|else|yield|throw|default|new))\s*\Z"
)
LOOP = re.compile(r"for\s*\(")
BEFORE_COMPREHENSION = re.compile(r"[\w$)\]\[('\"`}]\s*\Z")
FARTHEST = 80


def may_hold_dialect(source: str) -> bool:
    """Say whether a script may hold something of the dialect."""
    return (
        any(pattern.search(source) for pattern in PATTERNS)
        or _follows(source, MARKUP, BEFORE_MARKUP)
        or _follows(source, LOOP, BEFORE_COMPREHENSION)
    )


def _follows(source: str, what: re.Pattern[str], before: re.Pattern[str]) -> bool:
    """Say whether one thing follows another anywhere; a long gap between them is read to its end."""
    for found in what.finditer(source):
        near = source[max(0, found.start() - FARTHEST) : found.start()]
        if before.search(near if near.strip() else source[: found.start()].rstrip()):
            return True
    return False
