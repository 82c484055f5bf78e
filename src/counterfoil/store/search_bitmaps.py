"""Sets of orders as whole numbers, with a binary digit for the place of each order, and the bitmaps they are stored as.

A bitmap is stored in segments, so that a change rewrites a small part and of what is remembered a small part is read.
"""

import re
from collections.abc import Iterable, Sequence

from counterfoil.store.jobs import Read, Row, Value, expand, padded
from counterfoil.store.search_entries import NUMBERS, PRESENT, WIDTH, Buckets, width_of
from counterfoil.store.search_view import EVERYTHING, Known, View

SEGMENT = 2**16
"""The places of one segment."""
READ_VALUES = """select value, segment, body from search_bitmaps
    where site_id = $1 and field = $2 and value in (:values)"""
READ_FIELD = "select value, segment, body from search_bitmaps where site_id = $1 and field = $2"
READ_DIGITS = """select value, segment, body from search_bitmaps
    where site_id = $1 and field = $2 and value >= $3 and value < $4"""
READ_BUCKETS = "select code, low from search_buckets where site_id = $1 and field = $2 and folded > $3 order by code"
NEWER_IN_FIELD = "select value, segment, body from search_bitmaps where site_id = $1 and field = $2 and folded > $3"
# By an expression, so that SQLite looks for the pieces of newer folds, not for all pieces of the values.
NEWER_OF_VALUES = f"{NEWER_IN_FIELD} and value || '' in (:values)"
NEWER_DIGITS = f"{NEWER_IN_FIELD} and value || '' >= $4 and value || '' < $5"
FEW_VALUES = 64
"""All bitmaps of a field with so few values are remembered together."""
_CHUNKS = (32, 24, 18, 12, 6, 0)
"""The digits of a number are read from the highest on, in pieces that begin here: few need the lowest."""
DIGITS = tuple(f"{number:02d}" for number in range(WIDTH))
"""The names of the bitmaps of binary digits, from the lowest."""
_SOME = re.compile(rb"[^\0]")


class Bitmaps:
    """The bitmaps of a site, as one search reads them."""

    def __init__(self, read: Read, site_id: str, view: View, places: int) -> None:
        self._read = read
        self._site_id = site_id
        self.view = view
        self.places = places
        self._memory = view.memory
        self.everything = (1 << places) - 1

    async def one(self, field: str, value: str) -> int:
        """Return the orders that have a value."""
        return (await self.several(field, [value]))[0]

    async def present(self, name: str) -> int:
        """Return the orders that have any value of a field."""
        return await self.one(PRESENT, name)

    async def several(self, field: str, values: Sequence[str]) -> list[int]:
        """Return the orders that have each of some values."""
        found: dict[str, int] = {}
        missing: list[str] = []
        older: dict[str, Known] = {}
        for value in values:
            known = self._memory.known((field, value))
            if known is None:
                missing.append(value)
            elif known.folded < self.view.folded:
                older[value] = known
            else:
                found[value] = known.orders
        if missing:
            names = padded(missing)
            rows = await self._read(expand(READ_VALUES, ":values", 3, len(names)), (self._site_id, field, *names))
            found |= self._kept(field, dict.fromkeys(missing, 0) | joined(rows))
        if older:
            names = padded(list(older))
            sql = expand(NEWER_OF_VALUES, ":values", 4, len(names))
            found |= self._kept(field, await self._renewed(sql, field, *_least(older), *names))
        return [found[value] for value in values]

    async def all_of(self, field: str) -> dict[str, int]:
        """Return the orders of each value of a field with few values."""
        found, folded = self._memory.fields.get(field, ({}, EVERYTHING))
        if folded >= self.view.folded:
            return found
        if folded == EVERYTHING:
            found = joined(await self._read(READ_FIELD, (self._site_id, field)))
        else:
            found = await self._renewed(NEWER_IN_FIELD, field, found, folded)
        if len(found) <= FEW_VALUES:
            self._memory.fields[field] = found, self.view.folded
        else:
            self._memory.fields.pop(field, None)
        return found

    async def digit(self, field: str, number: int) -> int:
        """Return the orders whose number has a binary digit; that of the sign is turned, so that all compare."""
        known = self._memory.known((field, DIGITS[number]))
        if known is None or known.folded < self.view.folded:
            found = await self._digits(field, number)
        else:
            found = known.orders
        return self.everything ^ found if number == WIDTH - 1 else found

    async def _digits(self, field: str, number: int) -> int:
        low = next(first for first in _CHUNKS if number >= first)
        high = next((first for first in reversed(_CHUNKS) if first > number), WIDTH)
        if self.places <= SEGMENT or field not in NUMBERS:  # little to read: all at once
            low, high = 0, width_of(field)
        names = DIGITS[low:high]
        span = (f"{low:02d}", f"{high:02d}")
        older = {name: known for name in names if (known := self._memory.known((field, name))) is not None}
        if len(older) == len(names):
            found = await self._renewed(NEWER_DIGITS, field, *_least(older), *span)
        else:
            found = dict.fromkeys(names, 0) | joined(await self._read(READ_DIGITS, (self._site_id, field, *span)))
        return self._kept(field, found)[DIGITS[number]]

    async def buckets(self, column: str) -> Buckets:
        """Return the buckets of a column of texts."""
        found, folded = self._memory.buckets.get(column, (Buckets(), EVERYTHING))
        if folded < self.view.folded:
            rows = await self._read(READ_BUCKETS, (self._site_id, column, folded))
            if rows:
                found = found.with_more((row[0], row[1]) for row in rows)
            self._memory.buckets[column] = found, self.view.folded
        return found

    def _kept(self, field: str, found: dict[str, int]) -> dict[str, int]:
        """Remember bitmaps that are as of the view's fold, or newer."""
        for value, orders in found.items():
            self._memory.keep((field, value), orders, self.view.folded)
        return found

    async def _renewed(self, sql: str, field: str, older: dict[str, int], folded: int, *args: Value) -> dict[str, int]:
        """Return bitmaps that are remembered as of a fold, with the pieces that newer ones wrote."""
        found = dict(older)
        for value, segment, body in await self._read(sql, (self._site_id, field, folded, *args)):
            found[value] = with_piece(found.get(value, 0), segment, body)
        return found


def _least(older: dict[str, Known]) -> tuple[dict[str, int], int]:
    """Return some bitmaps and the fold as of which all of them are."""
    return {value: known.orders for value, known in older.items()}, min(known.folded for known in older.values())


def with_piece(orders: int, segment: int, body: bytes) -> int:
    """Return a set with another segment."""
    first = segment * SEGMENT
    before = (orders >> first) & (1 << SEGMENT) - 1
    return orders ^ (before ^ int.from_bytes(body, "little")) << first


def joined(rows: Iterable[Row]) -> dict[str, int]:
    """Return the sets by their values, of rows with a value, a segment and its piece."""
    found: dict[str, dict[int, bytes]] = {}
    for value, segment, body in rows:
        found.setdefault(value, {})[segment] = body
    return {value: _joined(pieces) for value, pieces in found.items()}


def _joined(pieces: dict[int, bytes]) -> int:
    size = SEGMENT // 8
    whole = bytearray(size * (max(pieces) + 1))
    for segment, body in pieces.items():
        whole[segment * size : segment * size + len(body)] = body
    return int.from_bytes(whole, "little")


def set_of(places: Sequence[int]) -> int:
    """Return the set of these places."""
    if not places:
        return 0
    whole = bytearray(max(places) // 8 + 1)
    for place in places:
        whole[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(whole, "little")


class Held:
    """A set that is asked for many places."""

    def __init__(self, found: int) -> None:
        self._whole = found.to_bytes((found.bit_length() + 7) // 8, "little")
        self._most = len(self._whole) * 8

    def has(self, place: int) -> bool:
        """Say whether it has a place."""
        return place < self._most and bool(self._whole[place >> 3] >> (place & 7) & 1)


def places_of(found: int) -> list[int]:
    """List the places of a set."""
    whole = found.to_bytes((found.bit_length() + 7) // 8, "little")
    return [match.start() * 8 + bit for match in _SOME.finditer(whole) for bit in _BITS[match.group()[0]]]


_BITS = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))
