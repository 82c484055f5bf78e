"""Split an amount by weights without losing the smallest unit of it.

Largest remainder: no share is more than one unit away from its exact value, which «the last line takes the rest» cannot
promise when there are many lines.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction


def prorate(amount: Decimal, weights: Sequence[Decimal], unit: Decimal) -> list[Decimal]:
    """Split a whole number of units by weights that are not negative; the shares add up to the amount.

    What is left after rounding down goes, unit by unit, to the largest remainders, among equals to the first. Without
    any weight all shares weigh the same.
    """
    if not weights:
        return []
    whole = abs(int(amount / unit))
    sign = -1 if amount < 0 else 1
    total = sum(weights)
    if not total:
        weights, total = [Decimal(1)] * len(weights), Decimal(len(weights))
    scale = Fraction(whole) / Fraction(total)
    exact = [Fraction(weight) * scale for weight in weights]
    units = [int(share) for share in exact]
    by_remainder = sorted(range(len(units)), key=lambda index: units[index] - exact[index])
    for index in by_remainder[: whole - sum(units)]:
        units[index] += 1
    return [unit * (sign * count) for count in units]
