"""Folds orders that changed into the bitmaps of a site, many at once: each bitmap they stand in is written once.

What an order stood in before is known from its record of that time, which was kept with the first change.
"""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from counterfoil.documents.search_record import SearchRecord
from counterfoil.store import search_bitmaps
from counterfoil.store.jobs import Engine, Many, Row, Statement, Value, expand, padded
from counterfoil.store.records import Conflict
from counterfoil.store.search_bitmaps import DIGITS, set_of
from counterfoil.store.search_entries import (
    BUCKET,
    COLUMNS,
    TEXTS,
    Buckets,
    Entry,
    Standing,
    digits_of,
    first_buckets,
    record_of_row,
    restored,
    text_of,
    width_of,
)
from counterfoil.store.search_rows import Rows, Span
from counterfoil.store.search_view import read_frequent

NEXT_GENERATION = "update search_state set generation = generation + 1 where one = 1 and generation = $1"
CHANGED = f"""select c.place, c.base, {COLUMNS} from search_changed c
    join search_orders o on o.place = c.place and o.site_id = c.site_id
    where c.site_id = $1"""  # noqa: S608  (columns of ours)
READ_PIECES = """select value, segment, body from search_bitmaps
    where site_id = $1 and field = $2 and value in (:values) and segment >= $3 and segment <= $4"""
READ_BUCKETS = "select field, code, low from search_buckets where site_id = $1 order by field, code"
FOLDED = "select folded from search_sites where site_id = $1"
PUT_PIECE = """insert into search_bitmaps (folded, site_id, field, value, segment, body) values ($1, $2, $3, $4, $5, $6)
    on conflict (site_id, field, value, segment) do update set body = excluded.body, folded = excluded.folded"""
PUT_FREQUENT = """insert into search_frequent (folded, site_id, field, value) values ($1, $2, $3, $4)
    on conflict (site_id, field, value) do nothing"""
PUT_BUCKET = "insert into search_buckets (folded, site_id, field, code, low) values ($1, $2, $3, $4, $5)"
DELETE_CHANGED = "delete from search_changed where site_id = $1"
PUT_FOLDED = "update search_sites set folded = $1, noted = noted + 1 where site_id = $2"

FREQUENT = 2000
"""A value that more orders have gets a bitmap."""
FREQUENT_SHARE, FEWEST_FREQUENT = 8, 100
"""And so does one that each eighth order has, if these are not few: a word that has a bitmap needs no rows."""
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
        self._folded = 0
        """The number of this fold, which all that it writes has."""
        self._rows = Rows(engine.read, site_id)
        self._writes: dict[str, list[tuple[Value, ...]]] = {}
        self._buckets: dict[str, Buckets] = {}
        self._frequent: set[Entry] = set()
        self._set: dict[Entry, list[int]] = {}
        self._clear: dict[Entry, list[int]] = {}
        self._numbers: dict[str, dict[int, int]] = {}
        """The numbers of the orders that changed, by their digits' field and the place of the order."""

    async def write(self, generation: int) -> None:
        """Write the bitmaps as of a generation of the index; raise Conflict if that is not the last."""
        rows = await self._engine.read(CHANGED, (self._site_id,))
        self._folded = (await self._engine.read(FOLDED, (self._site_id,)))[0][0] + 1
        self._buckets = await self._all_buckets()
        found = await read_frequent(self._engine.read, self._site_id)
        self._frequent = {(field, value) for field, values in found.items() for value in values}
        standing = await self._stand(rows)
        await self._promote(standing)
        await self._divide(standing)
        await self._pieces()
        self._write(PUT_FOLDED)
        self._writes[DELETE_CHANGED] = [(self._site_id,)]
        guard = Statement(NEXT_GENERATION, (generation,), Conflict("search index"))
        await self._engine.write_batch(guard, [Many(*writes) for writes in self._writes.items()])

    def _write(self, sql: str, *args: Value) -> None:
        self._writes.setdefault(sql, []).append((self._folded, self._site_id, *args))

    async def _stand(self, rows: Sequence[Row]) -> Standing:
        """Find out which bitmaps the orders stand in now, and which they stood in before."""
        now = [(row[0], record_of_row(row[2:])) for row in rows]
        self._first_buckets([record for _, record in now])
        after, before = Standing(self._buckets), Standing(self._buckets)
        for number, ((place, record), row) in enumerate(zip(now, rows, strict=True)):
            after.add(place, record)
            if row[1] is not None:
                before.add(place, restored(row[1]))
            if number % _PAUSE == 0:
                await asyncio.sleep(0)
        self._set, self._clear = after.entries(self._frequent), before.entries(self._frequent)
        for field, numbers in before.numbers.items():
            self._numbers[field] = {**dict.fromkeys(numbers, 0), **after.numbers[field]}
        return after

    async def _all_buckets(self) -> dict[str, Buckets]:
        rows: dict[str, list[Row]] = {name: [] for name in TEXTS}
        for field, code, low in await self._engine.read(READ_BUCKETS, (self._site_id,)):
            rows[field].append((code, low))
        return {field: Buckets(found) for field, found in rows.items()}

    def _first_buckets(self, records: Sequence[SearchRecord]) -> None:
        for column in TEXTS:
            if not self._buckets[column].lows:
                values = [text for record in records if (text := text_of(record, column))]
                if values:
                    made = self._buckets[column] = first_buckets(values, FIRST_BUCKETS)
                    for code, low in zip(made.codes, made.lows, strict=True):
                        self._write(PUT_BUCKET, column, code, low)

    def _much(self, seen: Mapping[Entry, int], orders: int, most: int) -> Iterator[Entry]:
        """List what more orders may have than a number, as it seems from those at hand."""
        for entry, number in seen.items():
            if number >= FEWEST_SEEN and number * self._places > most * orders:
                yield entry

    async def _promote(self, standing: Standing) -> None:
        """Make bitmaps of values that have become frequent, from the rows of all orders."""
        seen = {entry: len(places) for entry, places in standing.values.items() if entry not in self._frequent}
        most = min(FREQUENT, max(FEWEST_FREQUENT, self._places // FREQUENT_SHARE))
        for entry in self._much(seen, standing.orders, most):
            places = set(await self._rows.of_values(entry[0], [entry[1]]))
            if len(places) > most:
                self._set[entry] = list(places)
                self._write(PUT_FREQUENT, *entry)

    async def _divide(self, standing: Standing) -> None:
        """Divide buckets that have become too large; a frequent text has a bitmap, and counts for nothing."""
        seen: Counter[Entry] = Counter()
        texts: list[tuple[Entry, int]] = [(("order_no", order_no), 1) for order_no in standing.order_nos]
        texts += [(entry, len(places)) for entry, places in standing.values.items() if entry[0] in TEXTS]
        for entry, orders in texts:
            if entry not in self._frequent:
                buckets = self._buckets[entry[0]]
                seen[entry[0], buckets.lows[buckets.place(entry[1])]] += orders
        much = sorted(self._much(seen, standing.orders, MOST_IN_BUCKET), key=lambda entry: -seen[entry])
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
            self._write(PUT_BUCKET, column, code, start)

    async def _pieces(self) -> None:
        """Read the pieces of bitmaps that change and write them changed."""
        fields: dict[str, list[str]] = {}
        for field, value in sorted({*self._set, *self._clear}):
            fields.setdefault(field, []).append(value)
        for field, values in fields.items():
            for first in range(0, len(values), _AT_ONCE):
                await self._pieces_of(field, values[first : first + _AT_ONCE])
        for field, numbers in self._numbers.items():
            if numbers:
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
                after = before & ~_set_of(gone.get(segment, ())) | _set_of(made.get(segment, ()))
                if after != before:
                    self._put(field, value, segment, after)
        await asyncio.sleep(0)

    async def _digits_of(self, field: str, numbers: dict[int, int]) -> None:
        """Write the digits of numbers that changed, each of which may have had any other digits."""
        width = width_of(field)
        digits = DIGITS[:width]
        segments = _by_segment(numbers)
        old = await self._old(field, digits, segments)
        size = search_bitmaps.SEGMENT
        for segment, places in segments.items():
            touched = _set_of(places)
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
        self._write(PUT_PIECE, field, value, segment, body)


def _set_of(places: Sequence[int]) -> int:
    """Return the set of places none of which comes twice; those of new orders are side by side."""
    if places and max(places) - min(places) + 1 == len(places):
        return (1 << len(places)) - 1 << min(places)
    return set_of(places)


def _by_segment(places: Collection[int]) -> dict[int, list[int]]:
    size = search_bitmaps.SEGMENT
    first = min(places, default=0) // size
    if first == max(places, default=0) // size:
        return {first: [place - first * size for place in places]} if places else {}
    found: dict[int, list[int]] = {}
    for place in places:
        found.setdefault(place // size, []).append(place % size)
    return found
