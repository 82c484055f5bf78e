"""Comparisons that conditions of the site archive make, on product ids and on parts of addresses.

Follows the shipping section of the site archive reference. Products write operators
with spaces, addresses with hyphens.
"""

from collections.abc import Callable, Sequence

_TESTS: dict[str, Callable[[str, Sequence[str]], bool]] = {
    "exists": lambda text, _values: bool(text),
    "is equal": lambda text, values: text in values,
    "starts with": lambda text, values: text.startswith(tuple(values)),
    "ends with": lambda text, values: text.endswith(tuple(values)),
    "contains": lambda text, values: any(value in text for value in values),
}
_NEGATIONS = {
    "does not exist": "exists",
    "is not equal": "is equal",
    "does not contain": "contains",
}


def holds(operator: str, texts: Sequence[str], values: Sequence[str]) -> bool:
    """Say whether one of the texts meets one of the values; of a negative operator, whether none does.

    An operator that is not known here never holds.
    """
    named = operator.replace("-", " ")
    opposite = _NEGATIONS.get(named)
    test = _TESTS.get(opposite or named)
    if test is None:
        return False
    return any(test(text, values) for text in texts) is (opposite is None)
