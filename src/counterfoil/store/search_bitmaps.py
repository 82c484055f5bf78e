"""Sets of orders as whole numbers, with a binary digit for the place of each order, and the bitmaps they are stored as.

A bitmap is stored in segments, so that a change rewrites a small part. What was read is remembered until the bitmaps
of the site are folded anew.
"""

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence

from counterfoil.store.jobs import Row, Value, expand, padded
from counterfoil.store.search_entries import NUMBERS, PRESENT, TEXTS, WIDTH, Buckets, Entry, width_of

SEGMENT = 2**16
"""The places of one segment."""
READ_VALUES = """select value, segment, body from search_bitmaps
    where site_id = $1 and field = $2 and value in (:values)"""
READ_FIELD = "select value, segment, body from search_bitmaps where site_id = $1 and field = $2"
READ_DIGITS = """select value, segment, body from search_bitmaps
    where site_id = $1 and field = $2 and value >= $3 and value < $4"""
READ_BUCKETS = "select field, code, low from search_buckets where site_id = $1 order by field, code"
READ_FREQUENT = "select field, value from search_frequent where site_id = $1 order by field, value"
MOST_REMEMBERED = 64 * 2**20
"""So many bytes of bitmaps a process keeps of a site: some five hundred of them where there are a million orders."""
_LEAST_BYTES = 100
FEW_VALUES = 64
"""All bitmaps of a field with so few values are remembered together."""
_CHUNKS = (32, 24, 18, 12, 6, 0)
"""The digits of a number are read from the highest on, in pieces that begin here: few need the lowest."""
DIGITS = tuple(f"{number:02d}" for number in range(WIDTH))
"""The names of the bitmaps of binary digits, from the lowest."""
_SOME = re.compile(rb"[^\0]")

Read = Callable[[str, Sequence[Value]], Awaitable[Sequence[Row]]]


class View:
    """What a process remembers of the bitmaps of a site."""

    def __init__(self, folded: int, buckets: dict[str, Buckets], frequent: dict[str, list[str]]) -> None:
        self.folded = folded
        self.buckets = buckets
        self.frequent = frequent
        """The values that have a bitmap, in order, by field."""
        self.fields: dict[str, dict[str, int]] = {}
        """All bitmaps of the fields with few values."""
        self._known: dict[Entry, int] = {}
        """Bitmaps, those used last at the end."""
        self._bytes = 0

    def known(self, entry: Entry) -> int | None:
        """Return a bitmap that is remembered."""
        found = self._known.pop(entry, None)
        if found is not None:
            self._known[entry] = found
        return found

    def keep(self, entry: Entry, found: int) -> None:
        """Remember a bitmap, and forget what was not used for the longest time if that is too much."""
        old = self._known.pop(entry, None)
        self._bytes += _bytes_of(found) - (0 if old is None else _bytes_of(old))
        self._known[entry] = found
        while self._bytes > MOST_REMEMBERED:
            self._bytes -= _bytes_of(self._known.pop(next(iter(self._known))))


async def read_buckets(read: Read, site_id: str) -> dict[str, Buckets]:
    """Return the buckets of the columns of texts."""
    rows: dict[str, list[Row]] = {name: [] for name in TEXTS}
    for field, code, low in await read(READ_BUCKETS, (site_id,)):
        rows[field].append((code, low))
    return {field: Buckets(found) for field, found in rows.items()}


async def read_frequent(read: Read, site_id: str) -> dict[str, list[str]]:
    """Return the values that have a bitmap, in order, by field."""
    found: dict[str, list[str]] = {}
    for field, value in await read(READ_FREQUENT, (site_id,)):
        found.setdefault(field, []).append(value)
    return {field: sorted(values) for field, values in found.items()}


class Bitmaps:
    """The bitmaps of a site, as one search reads them."""

    def __init__(self, read: Read, site_id: str, view: View, places: int) -> None:
        self._read = read
        self._site_id = site_id
        self.view = view
        self.places = places
        self.everything = (1 << places) - 1

    async def one(self, field: str, value: str) -> int:
        """Return the orders that have a value."""
        return (await self.several(field, [value]))[0]

    async def present(self, name: str) -> int:
        """Return the orders that have any value of a field."""
        return await self.one(PRESENT, name)

    async def several(self, field: str, values: Sequence[str]) -> list[int]:
        """Return the orders that have each of some values."""
        found = {value: self.view.known((field, value)) for value in values}
        missing = [value for value, orders in found.items() if orders is None]
        if missing:
            names = padded(missing)
            rows = await self._read(expand(READ_VALUES, ":values", 3, len(names)), (self._site_id, field, *names))
            read = self._joined(rows)
            for value in missing:
                found[value] = read.get(value, 0)
                self.view.keep((field, value), read.get(value, 0))
        return [found[value] or 0 for value in values]

    async def all_of(self, field: str) -> dict[str, int]:
        """Return the orders of each value of a field with few values."""
        found = self.view.fields.get(field)
        if found is None:
            found = self._joined(await self._read(READ_FIELD, (self._site_id, field)))
            if len(found) <= FEW_VALUES:
                self.view.fields[field] = found
        return found

    async def digit(self, field: str, number: int) -> int:
        """Return the orders whose number has a binary digit; that of the sign is turned, so that all compare."""
        found = self.view.known((field, DIGITS[number]))
        if found is None:
            found = await self._digits(field, number)
        return self.everything ^ found if number == WIDTH - 1 else found

    async def _digits(self, field: str, number: int) -> int:
        low = next(first for first in _CHUNKS if number >= first)
        high = next((first for first in reversed(_CHUNKS) if first > number), WIDTH)
        if self.places <= SEGMENT or field not in NUMBERS:  # little to read: all at once
            low, high = 0, width_of(field)
        rows = await self._read(READ_DIGITS, (self._site_id, field, f"{low:02d}", f"{high:02d}"))
        found = self._joined(rows)
        for one in range(low, high):
            self.view.keep((field, DIGITS[one]), found.get(DIGITS[one], 0))
        return found.get(DIGITS[number], 0)

    def _joined(self, rows: Iterable[Row]) -> dict[str, int]:
        pieces: dict[str, dict[int, bytes]] = {}
        for value, segment, body in rows:
            pieces.setdefault(value, {})[segment] = body
        return {value: joined(found) for value, found in pieces.items()}


def joined(pieces: dict[int, bytes]) -> int:
    """Return the set whose segments these are."""
    size = SEGMENT // 8
    whole = bytearray(size * (max(pieces) + 1))
    for segment, body in pieces.items():
        whole[segment * size : segment * size + len(body)] = body
    return int.from_bytes(whole, "little")


def _bytes_of(found: int) -> int:
    return found.bit_length() // 8 + _LEAST_BYTES


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
