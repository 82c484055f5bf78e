"""The order of what a search found: which orders come first, by bitmaps, so that only those of one page are read.

The digits of a number divide a set into those that come first and the others; so do the values of a field with few.
What remains together at the end is read and sorted.
"""

from collections.abc import Iterable, Sequence

from counterfoil.documents.search_query import SortKey
from counterfoil.documents.search_record import SearchRecord
from counterfoil.store.search_bitmaps import Bitmaps, Held, set_of
from counterfoil.store.search_entries import BUCKET, CODE_WIDTH, NUMBERS, WIDTH, text_of
from counterfoil.store.search_rows import Rows, Span
from counterfoil.store.search_view import Overtaken

SMALL = 64
"""So many orders are rather read than divided further."""


class Cut:
    """A set on its way to be cut behind so many orders."""

    def __init__(self, found: int, needed: int) -> None:
        self.sure = 0
        """Orders that are before the cut."""
        self.ties = found
        """Orders that the cut goes through, by what is known so far."""
        self.left = found.bit_count()
        """How many these are."""
        self.needed = needed
        """How many of those are before it."""
        if needed <= 0:
            self.ties = self.left = self.needed = 0
        elif self.left <= needed:
            self.sure, self.ties, self.left, self.needed = found, 0, 0, 0

    @property
    def done(self) -> bool:
        """Say whether nothing is left to be divided."""
        return self.left <= SMALL

    def first(self, part: int) -> bool:
        """Let a part of what is left come first; say whether no other can be before the cut."""
        part &= self.ties
        size = part.bit_count()
        if size > self.needed:
            self.ties, self.left = part, size
            return True
        self.sure |= part
        self.needed -= size
        self.left -= size
        self.ties ^= part
        if not self.needed:
            self.ties = self.left = 0
        return not self.ties

    def parts(self, parts: Iterable[int]) -> None:
        """Let parts come in this order."""
        for part in parts:
            if self.first(part):
                return


class Ordering:
    """Cuts sets in an order."""

    def __init__(self, bitmaps: Bitmaps, rows: Rows, sorts: Sequence[SortKey]) -> None:
        self._bitmaps = bitmaps
        self._rows = rows
        self._sorts = sorts

    async def cut(self, found: int, needed: int) -> Cut:
        """Cut a set behind so many orders; a few that are equal by then are left as ties. Raise Overtaken."""
        cut = Cut(found, needed)
        for sort in self._sorts:
            if cut.done:
                break
            if sort.field.place == "group":
                await self._by_value(cut, sort)
            elif sort.field.column in NUMBERS:
                if await self._by_presence(cut, sort):
                    await self._by_digits(cut, sort.field.column, WIDTH, sort.descending)
            elif await self._by_presence(cut, sort):
                await self._by_digits(cut, BUCKET + sort.field.column, CODE_WIDTH, sort.descending)
                if not cut.done:
                    await self._by_text(cut, sort)
        return cut

    async def _by_value(self, cut: Cut, sort: SortKey) -> None:
        found = await self._bitmaps.all_of(sort.field.column)
        values = [found[value] for value in sorted(found, reverse=sort.descending)]
        nothing = cut.ties
        for orders in values:
            nothing &= ~orders
        cut.parts([*values, nothing] if sort.descending else [nothing, *values])

    async def _by_presence(self, cut: Cut, sort: SortKey) -> bool:
        """Let orders without value come first or last; say whether those left have one."""
        present = await self._bitmaps.present(sort.field.column)
        nothing = cut.ties & ~present
        cut.parts([present, nothing] if sort.descending else [nothing, present])
        return bool(cut.ties & present)

    async def _by_digits(self, cut: Cut, field: str, width: int, descending: bool) -> None:
        for digit in range(width - 1, -1, -1):
            if cut.done:
                return
            ones = cut.ties & await self._bitmaps.digit(field, digit)
            first = ones if descending else cut.ties ^ ones
            cut.first(first)

    async def _by_text(self, cut: Cut, sort: SortKey) -> None:
        """Divide the orders of one bucket by their texts; raise Overtaken."""
        column = sort.field.column
        buckets = await self._bitmaps.buckets(column)
        code = 0
        one = cut.ties & -cut.ties
        for digit in range(CODE_WIDTH):
            if one & await self._bitmaps.digit(BUCKET + column, digit):
                code |= 1 << digit
        if code not in buckets.codes:
            raise Overtaken
        place = buckets.codes.index(code)
        span = Span(buckets.lows[place], buckets.high(place), True, False)
        frequent = span.inside(self._bitmaps.view.frequent.get(column, ()))
        found = dict(zip(frequent, await self._bitmaps.several(column, frequent), strict=True))
        places: dict[str, list[int]] = {}
        held = Held(cut.ties)
        for text, where in await self._rows.texts(column, span.without(frequent)):
            if held.has(where):
                places.setdefault(text, []).append(where)
        _in_texts(cut, found, places, descending=sort.descending)


def _in_texts(cut: Cut, found: dict[str, int], places: dict[str, list[int]], *, descending: bool) -> None:
    """Let orders come by their texts; those of rare ones are cut together, until the cut goes through them."""
    together: list[int] = []
    for text in sorted([*found, *places], reverse=descending):
        some = places.get(text, [])
        if text in found or len(together) + len(some) > cut.needed:
            if cut.first(set_of(together)) or cut.first(found[text] if text in found else set_of(some)):
                return
            together = []
        else:
            together += some
    cut.first(set_of(together))


def in_order(records: Sequence[tuple[int, SearchRecord]], sorts: Sequence[SortKey]) -> list[tuple[int, SearchRecord]]:
    """Sort orders; those equal in all that is asked for by their numbers."""
    found = list(records)
    for sort in reversed(sorts):
        column, place = sort.field.column, sort.field.place
        if place == "group":
            found.sort(key=lambda one: str(getattr(one[1].group, column)), reverse=sort.descending)
        elif column in NUMBERS:
            found.sort(key=lambda one: int(getattr(one[1].columns, column)), reverse=sort.descending)
        else:
            found.sort(key=lambda one: text_of(one[1], column), reverse=sort.descending)
    return found
