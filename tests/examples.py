"""How many examples a property is tried with: the fast selection takes a part of them, the whole suite all."""

_FEWEST = 10


class _Part:
    one_of = 1


def take_a_part(one_of: int) -> None:
    """Try one of so many examples from now on; to be said before the modules with the properties are read."""
    _Part.one_of = one_of


def examples(count: int) -> int:
    """Return how many of the examples are tried."""
    return max(_FEWEST, count // _Part.one_of)
