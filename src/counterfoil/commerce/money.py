"""Minor units of currencies and the one rounding of money, half up.

Follows the section on rounding of the order lifecycle reference.
"""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal

_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
MINOR_UNITS: dict[str, int] = dict.fromkeys(_NONE.split(), 0) | dict.fromkeys(_THREE.split(), 3) | {"CLF": 4, "UYW": 4}
"""Digits after the point, where they are not two (ISO 4217)."""

_QUANTA = tuple(Decimal(1).scaleb(-count) for count in range(5))
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
"""Wide enough for every number a request may carry, so that rounding never fails."""


def digits(currency: str) -> int:
    """Return how many digits after the point amounts of a currency have."""
    return MINOR_UNITS.get(currency, 2)


def quantum(currency: str) -> Decimal:
    """Return the smallest amount of a currency, such as 0.01."""
    return _QUANTA[MINOR_UNITS.get(currency, 2)]


round_to: Callable[[Decimal, Decimal], Decimal] = _WIDE.quantize
"""Round an amount half up to the digits of a quantum."""
