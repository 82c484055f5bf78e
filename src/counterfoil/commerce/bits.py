"""Sets of numbered things as integers: a bit for each, so that sets are cut and counted at once."""

from array import array
from collections.abc import Iterable, Iterator
from typing import TypeAlias

Numbers: TypeAlias = "array[int]"
_SPARSE = 1024
"""A set with fewer than one in so many members is kept as a list of them, which is smaller."""


class NumberSet:
    """A set that is kept small: as bits when it is dense, as sorted numbers when it is not."""

    __slots__ = ("_bits", "_numbers", "count")

    def __init__(self, numbers: Numbers, size: int) -> None:
        self.count = len(numbers)
        dense = self.count * _SPARSE >= size
        self._bits = bits_of(numbers) if dense else None
        self._numbers = None if dense else numbers

    @property
    def bits(self) -> int:
        """Return the set as bits."""
        return self._bits if self._bits is not None else bits_of(self._numbers or ())

    def common(self, bits: int, packed: bytes) -> int:
        """Count the members of another set, given as bits and as bytes, that are in this one."""
        if self._bits is not None or not bits:
            return ((self._bits or 0) & bits).bit_count()
        return sum(1 for number in self._numbers or () if holds(packed, number))


def bits_of(numbers: Iterable[int]) -> int:
    """Return the bits of a set of numbers."""
    buffer = bytearray()
    length = 0
    for number in numbers:
        place = number >> 3
        if place >= length:
            buffer.extend(bytes(place + 1 - length + (length >> 1)))
            length = len(buffer)
        buffer[place] |= 1 << (number & 7)
    return int.from_bytes(buffer, "little")


def pack(bits: int) -> bytes:
    """Return the bytes of a set, to look single members up in."""
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def holds(packed: bytes, number: int) -> bool:
    """Say whether a number is in a packed set."""
    place = number >> 3
    return place < len(packed) and bool(packed[place] >> (number & 7) & 1)


def members(packed: bytes) -> Iterator[int]:
    """Yield the numbers of a packed set in order."""
    for place, byte in enumerate(packed):
        if byte:
            first = place << 3
            yield from (first + bit for bit in range(8) if byte >> bit & 1)
