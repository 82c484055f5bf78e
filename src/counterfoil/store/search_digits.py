"""Numbers by their binary digits, a bitmap for each: which lie below a bound is found from the highest digit on.

Few digits settle it: as soon as no number is left that has all digits of the bound the others are not read.
"""

from collections.abc import Iterable, Sequence

from counterfoil.store.search_bitmaps import Bitmaps
from counterfoil.store.search_entries import WIDTH

_SIGN: int = 2 ** (WIDTH - 1)
_MASK: int = 2**WIDTH - 1


def sortable(number: int) -> int:
    """Return a number as its digits compare, with that of the sign turned."""
    return (number & _MASK) ^ _SIGN


async def compared(bitmaps: Bitmaps, field: str, width: int, among: int, bound: int) -> tuple[int, int]:
    """Return which of some orders have a number below a bound, and which have the bound itself."""
    below, equal = 0, among
    for digit in range(width - 1, -1, -1):
        if not equal:
            break
        ones = equal & await bitmaps.digit(field, digit)
        if bound >> digit & 1:
            below |= equal ^ ones
            equal = ones
        else:
            equal ^= ones
    return below, equal


async def between(bitmaps: Bitmaps, field: str, width: int, among: int, low: int | None, high: int | None) -> int:
    """Return which of some orders have a number between two bounds, both included and None being open."""
    if low is not None:
        below, _ = await compared(bitmaps, field, width, among, low)
        among ^= below
    if high is not None:
        below, equal = await compared(bitmaps, field, width, among, high)
        among = below | equal
    return among


def counted(sets: Iterable[int]) -> list[int]:
    """Return the digits of how many of some sets each order is in, from the lowest."""
    digits: list[int] = []
    for one in sets:
        carry = one
        for number, digit in enumerate(digits):
            digits[number], carry = digit ^ carry, digit & carry
            if not carry:
                break
        else:
            digits.append(carry)
    return digits


async def exceeding(bitmaps: Bitmaps, field: str, width: int, digits: Sequence[int]) -> int:
    """Return the orders whose number is greater than another, of which these are the digits from the lowest."""
    greater, equal = 0, bitmaps.everything
    for digit in range(width - 1, -1, -1):
        ours = await bitmaps.digit(field, digit)
        other = digits[digit] if digit < len(digits) else 0
        greater |= equal & ours & ~other
        equal &= ~(ours ^ other)
    return greater
