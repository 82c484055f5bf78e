"""How far what a client sends may go: depth, digits, elements. The size of a body is looked at where it is read."""

from typing import NamedTuple

MOST_DIGITS = 30
"""No more can be calculated with."""
MOST_LEVELS = 128
"""Deeper structures would be too deep for what reads and writes them."""


class Limits(NamedTuple):
    """What a body may have, whatever its size."""

    json_depth: int = 64
    number_digits: int = MOST_DIGITS
    """Also the bound of exponents."""
    xml_depth: int = 64
    xml_elements: int = 100_000
    xml_attributes: int = 64
    """Attributes that an element may have."""


DEFAULT = Limits()
