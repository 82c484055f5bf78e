"""Folds orders that changed into the bitmaps of a site, many at once: each bitmap they stand in is written once.

What an order stood in before is known from its record of that time, which was kept with the first change.
"""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from counterfoil.documents.search_record import SearchRecord
from counterfoil.store import search_bitmaps
from counterfoil.store.jobs import Engine, Statement, Value, expand, padded
from counterfoil.store.records import Conflict
from counterfoil.store.search_bitmaps import DIGITS, read_buckets, read_frequent, set_of
from counterfoil.store.search_entries import (
    BUCKET,
    COLUMNS,
    TEXTS,
    Buckets,
    Entry,
    by_field,
    digits_of,
    entries,
    first_buckets,
    numbers_of,
    record_of_row,
    restored,
    text_of,
    values_of,
    width_of,
)
from counterfoil.store.search_rows import Rows, Span

NEXT_GENERATION = "update search_state set generation = generation + 1 where one = 1 and generation = $1"
CHANGED = f"""select c.place, c.base, {COLUMNS} from search_changed c
    join search_orders o on o.place = c.place and o.site_id = c.site_id
    where c.site_id = $1"""  # noqa: S608  (columns of ours)
READ_PIECES = """select value, segment, body from search_bitmaps
    where site_id = $1 and field = $2 and value in (:values) and segment >= $3 and segment <= $4"""
PUT_PIECE = """insert into search_bitmaps (site_id, field, value, segment, body) values ($1, $2, $3, $4, $5)
    on conflict (site_id, field, value, segment) do update set body = excluded.body"""
PUT_FREQUENT = """insert into search_frequent (site_id, field, value) values ($1, $2, $3)
    on conflict (site_id, field, value) do nothing"""
PUT_BUCKET = "insert into search_buckets (site_id, field, code, low) values ($1, $2, $3, $4)"
DELETE_CHANGED = "delete from search_changed where site_id = $1"
FOLDED = "update search_sites set folded = folded + 1 where site_id = $1"

FREQUENT = 2000
"""A value that more orders have gets a bitmap."""
MOST_IN_BUCKET = 2000
"""A bucket with more orders is divided, unless they all have one text."""
FIRST_BUCKETS = 512
FEWEST_SEEN = 4
_DIVISIONS = 8
_AT_ONCE = 64
_PAUSE = 50
"""Between so many orders others have their turn."""


class Fold:
    """One folding of a site's changes; the places of its orders are all below a number."""

    def __init__(self, engine: Engine, site_id: str, places: int) -> None:
        self._engine = engine
        self._site_id = site_id
        self._places = places
        self._rows = Rows(engine.read, site_id)
        self._job: list[Statement] = []
        self._buckets: dict[str, Buckets] = {}
        self._frequent: set[Entry] = set()
        self._set: dict[Entry, list[int]] = {}
        self._clear: dict[Entry, list[int]] = {}
        self._numbers: dict[str, dict[int, int]] = {}
        """The numbers that changed, by their digits' field and the place of the order."""

    async def write(self, generation: int) -> None:
        """Write the bitmaps as of a generation of the index; raise Conflict if that is not the last."""
        rows = await self._engine.read(CHANGED, (self._site_id,))
        now = [(row[0], record_of_row(row[2:])) for row in rows]
        self._buckets = await read_buckets(self._engine.read, self._site_id)
        found = await read_frequent(self._engine.read, self._site_id)
        self._frequent = {(field, value) for field, values in found.items() for value in values}
        self._first_buckets([record for _, record in now])
        for number, ((place, record), row) in enumerate(zip(now, rows, strict=True)):
            self._change(place, record, None if row[1] is None else restored(row[1]))
            if number % _PAUSE == 0:
                await asyncio.sleep(0)
        await self._promote([record for _, record in now])
        await self._divide([record for _, record in now])
        await self._pieces()
        done = [Statement(DELETE_CHANGED, (self._site_id,)), Statement(FOLDED, (self._site_id,))]
        first = Statement(NEXT_GENERATION, (generation,), Conflict("search index"))
        await self._engine.write_batch([first, *self._job, *done])

    def _first_buckets(self, records: Sequence[SearchRecord]) -> None:
        for column in TEXTS:
            if not self._buckets[column].lows:
                values = [text for record in records if (text := text_of(record, column))]
                if values:
                    made = self._buckets[column] = first_buckets(values, FIRST_BUCKETS)
                    rows = zip(made.codes, made.lows, strict=True)
                    self._job += [Statement(PUT_BUCKET, (self._site_id, column, *row)) for row in rows]

    def _change(self, place: int, record: SearchRecord, base: SearchRecord | None) -> None:
        values = by_field(record)
        after, before, old = entries(record, values, self._frequent), set[Entry](), dict[str, int]()
        if base is not None:
            values_before = by_field(base)
            before = entries(base, values_before, self._frequent)
            old = dict(numbers_of(base, values_before, self._buckets))
        for entry in after - before:
            self._set.setdefault(entry, []).append(place)
        for entry in before - after:
            self._clear.setdefault(entry, []).append(place)
        for field, number in numbers_of(record, values, self._buckets):
            if number != old.get(field, 0):
                self._numbers.setdefault(field, {})[place] = number

    def _much(self, seen: Counter[Entry], orders: int, most: int) -> Iterator[Entry]:
        """List what more orders may have than a number, as it seems from those at hand."""
        for entry, number in seen.items():
            if number >= FEWEST_SEEN and number * self._places > most * orders:
                yield entry

    async def _promote(self, records: Sequence[SearchRecord]) -> None:
        """Make bitmaps of values that have become frequent, from the rows of all orders."""
        seen = Counter(entry for record in records for entry in set(values_of(record)))
        for entry in self._much(seen, len(records), FREQUENT):
            if entry in self._frequent:
                continue
            places = set(await self._rows.of_values(entry[0], [entry[1]]))
            if len(places) > FREQUENT:
                self._set[entry] = list(places)
                self._job.append(Statement(PUT_FREQUENT, (self._site_id, *entry)))

    async def _divide(self, records: Sequence[SearchRecord]) -> None:
        """Divide buckets that have become too large; a frequent text has a bitmap, and counts for nothing."""
        seen: Counter[Entry] = Counter()
        for record in records:
            for column in TEXTS:
                text = text_of(record, column)
                if text and (column, text) not in self._frequent:
                    buckets = self._buckets[column]
                    seen[column, buckets.lows[buckets.place(text)]] += 1
        much = sorted(self._much(seen, len(records), MOST_IN_BUCKET), key=lambda entry: -seen[entry])
        for column, low in much[:_DIVISIONS]:
            await self._divide_one(column, low)

    async def _divide_one(self, column: str, low: str) -> None:
        buckets = self._buckets[column]
        place = buckets.lows.index(low)
        span = Span(low, buckets.high(place), True, False)
        frequent = span.inside(sorted(value for field, value in self._frequent if field == column))
        found = sorted(await self._rows.texts(column, span.without(frequent)))
        if len(found) <= MOST_IN_BUCKET:
            return
        pieces = -(-2 * len(found) // MOST_IN_BUCKET)
        starts = dict.fromkeys(found[len(found) * one // pieces][0] for one in range(pieces))
        lows = [text for text in starts if text > found[0][0]]
        codes = buckets.new_codes(place, len(lows) + 1)
        for text in frequent:
            found += [(text, where) for where in await self._rows.of_values(column, [text])]
        # From the last on, so that each takes what the others leave.
        for start, code in reversed(list(zip(lows, codes, strict=False))):
            moved = [where for text, where in found if text >= start]
            found = [one for one in found if one[0] < start]
            self._numbers.setdefault(BUCKET + column, {}).update(dict.fromkeys(moved, code))
            buckets.divide(place, start, code)
            self._job.append(Statement(PUT_BUCKET, (self._site_id, column, code, start)))

    async def _pieces(self) -> None:
        """Read the pieces of bitmaps that change and write them changed."""
        fields: dict[str, list[str]] = {}
        for field, value in sorted({*self._set, *self._clear}):
            fields.setdefault(field, []).append(value)
        for field, values in fields.items():
            for first in range(0, len(values), _AT_ONCE):
                await self._pieces_of(field, values[first : first + _AT_ONCE])
        for field, numbers in self._numbers.items():
            await self._digits_of(field, numbers)

    async def _pieces_of(self, field: str, values: Sequence[str]) -> None:
        changes = {
            value: (_by_segment(self._set.get((field, value), ())), _by_segment(self._clear.get((field, value), ())))
            for value in values
        }
        old = await self._old(field, values, {one for both in changes.values() for some in both for one in some})
        for value, (made, gone) in changes.items():
            for segment in sorted({*made, *gone}):
                before = old.get((value, segment), 0)
                self._put(
                    field, value, segment, before & ~set_of(gone.get(segment, ())) | set_of(made.get(segment, ()))
                )
        await asyncio.sleep(0)

    async def _digits_of(self, field: str, numbers: dict[int, int]) -> None:
        """Write the digits of numbers that changed, each of which may have had any other digits."""
        width = width_of(field)
        digits = DIGITS[:width]
        segments = _by_segment(numbers)
        old = await self._old(field, digits, segments)
        size = search_bitmaps.SEGMENT
        for segment, places in segments.items():
            touched = set_of(places)
            found = digits_of({place: numbers[segment * size + place] for place in places}, width)
            for digit, ones in zip(digits, found, strict=True):
                before = old.get((digit, segment), 0)
                after = before & ~touched | ones
                if after != before:
                    self._put(field, digit, segment, after)
        await asyncio.sleep(0)

    async def _old(self, field: str, values: Sequence[str], segments: Collection[int]) -> dict[tuple[str, int], int]:
        names = padded(values)
        args: list[Value] = [self._site_id, field, min(segments), max(segments), *names]
        rows = await self._engine.read(expand(READ_PIECES, ":values", 5, len(names)), args)
        return {(row[0], row[1]): int.from_bytes(row[2], "little") for row in rows if row[1] in segments}

    def _put(self, field: str, value: str, segment: int, piece: int) -> None:
        body = piece.to_bytes((piece.bit_length() + 7) // 8, "little")
        self._job.append(Statement(PUT_PIECE, (self._site_id, field, value, segment, body)))


def _by_segment(places: Iterable[int]) -> dict[int, list[int]]:
    size = search_bitmaps.SEGMENT
    found: dict[int, list[int]] = {}
    for place in places:
        found.setdefault(place // size, []).append(place % size)
    return found
