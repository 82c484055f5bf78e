"""Split an amount by weights without losing the smallest unit of it.

Largest remainder: no share is more than one unit away from its exact value, which «the last line takes the rest» cannot
promise when there are many lines.
"""

from collections.abc import Sequence
from decimal import Decimal
from math import lcm


def prorate(amount: Decimal, weights: Sequence[Decimal], unit: Decimal) -> list[Decimal]:
    """Split a whole number of units by weights that are not negative; the shares add up to the amount.

    What is left after rounding down goes, unit by unit, to the largest remainders, among equals to the first. Without
    any weight all shares weigh the same.
    """
    if not weights:
        return []
    whole = abs(int(amount / unit))
    sign = -1 if amount < 0 else 1
    wide = _integers(weights)
    total = sum(wide)
    if not total:
        wide, total = [1] * len(weights), len(weights)
    exact = [whole * weight for weight in wide]
    units = [share // total for share in exact]
    left = whole - sum(units)
    if left:
        remainders = [share % total for share in exact]
        by_remainder = sorted(range(len(units)), key=remainders.__getitem__, reverse=True)
        for index in by_remainder[:left]:
            units[index] += 1
    return [unit * (sign * count) for count in units]


def _integers(weights: Sequence[Decimal]) -> list[int]:
    """Return whole numbers in the same proportion, exactly."""
    ratios = [weight.as_integer_ratio() for weight in weights]
    denominator = lcm(*{below for _above, below in ratios})
    return [above * (denominator // below) for above, below in ratios]
