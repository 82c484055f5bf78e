"""Order search: a page of what a query finds, and the exact number of all.

What has not changed since the bitmaps were folded is found by these; the few orders that have are looked at one by one.
"""

import asyncio
from collections.abc import Callable, Sequence

import msgspec

from counterfoil.documents.search_fields import FIELDS
from counterfoil.documents.search_query import Expression, SortKey
from counterfoil.documents.search_record import SearchRecord
from counterfoil.store.jobs import Engine, Row, Value, expand, padded
from counterfoil.store.records import SearchPage, TookTooLong
from counterfoil.store.search_bitmaps import Bitmaps, places_of, set_of
from counterfoil.store.search_entries import COLUMNS, record_of_row
from counterfoil.store.search_found import Found
from counterfoil.store.search_index import BATCH, LARGE_BATCH, SearchIndex
from counterfoil.store.search_match import matches
from counterfoil.store.search_order import Ordering, in_order
from counterfoil.store.search_rows import Rows
from counterfoil.store.search_view import Overtaken, View, read_view

BODIES = "select order_no, body from orders where site_id = $1 and order_no in (:order_nos)"
SITE = """select (select generation from search_state where one = 1), places, folded, folded - noted
    from search_sites where site_id = $1"""
CHANGED = f"""select c.place, c.changed, {COLUMNS} from search_changed c
    join search_orders o on o.place = c.place and o.site_id = c.site_id
    where c.site_id = $1 and c.changed > $2"""  # noqa: S608  (columns of ours)
RECORDS = f"select o.place, {COLUMNS} from search_orders o where o.site_id = $1 and o.place in ({{}})"  # noqa: S608
TRIES = 3
"""A search that others overtake so often is answered with what it found, if the bitmaps are still the same."""
_ENCODER = msgspec.json.Encoder()
_BY_DEFAULT = SortKey(FIELDS["creation_date"], True)


class Remembered:
    """What a process remembers of a site between two searches, until the next fold."""

    def __init__(self, view: View, generation: int) -> None:
        self.view = view
        self.generation = generation
        """One in which the view was that of the last fold."""
        self.changed: dict[int, SearchRecord] = {}
        """The orders that changed since the bitmaps were folded, by their places."""
        self.last = 0
        """The generation of the last change that was read."""


class SearchOperations:
    """Orders by what is asked of them."""

    _engine: Engine
    _index: SearchIndex
    _sites: dict[str, Remembered]

    async def search_orders(
        self,
        site_id: str,
        expression: Expression,
        sorts: Sequence[SortKey] = (),
        start: int = 0,
        count: int = 25,
        seconds: float = 5.0,
    ) -> SearchPage:
        await self._index.catch_up()
        known = [sort for sort in sorts if sort.field.place != "none"] or [_BY_DEFAULT]
        if not any(sort.field.column == "order_no" for sort in known):
            known.append(SortKey(FIELDS["order_no"], known[-1].descending))
        search = Search(self._engine, self._sites, site_id, seconds)
        total, numbers = await search.page(expression, known, start, count)
        return SearchPage(total, await self._bodies(site_id, numbers))

    async def index_orders(self, progress: Callable[[int, int], None] | None = None) -> int:
        if progress is None:
            return await self._index.catch_up(BATCH, patient=False)
        return await self._index.catch_up(LARGE_BATCH, progress)

    async def _bodies(self, site_id: str, order_nos: Sequence[str]) -> list[bytes]:
        if not order_nos:
            return []
        numbers = padded(order_nos)
        rows = await self._engine.read(expand(BODIES, ":order_nos", 2, len(numbers)), (site_id, *numbers))
        bodies = {row[0]: row[1] for row in rows}
        return [bodies[order_no] for order_no in order_nos if order_no in bodies]


class Search:
    """One search of a site, and the time it may take."""

    def __init__(self, engine: Engine, sites: dict[str, Remembered], site_id: str, seconds: float) -> None:
        self._engine = engine
        self._sites = sites
        self._site_id = site_id
        self._loop = asyncio.get_running_loop()
        self._ends = self._loop.time() + seconds
        self._folded = self._generation = 0

    async def page(
        self, expression: Expression, sorts: Sequence[SortKey], start: int, count: int
    ) -> tuple[int, list[str]]:
        """Return how many orders are found, and the numbers of those on a page; raise TookTooLong."""
        tries = 0
        while True:
            tries += 1
            try:
                found = await self._page(expression, sorts, start, count)
            except Overtaken:
                continue
            seen = await self._read(SITE, (self._site_id,))
            if not seen:
                return found
            generation, _, folded, _ = seen[0]
            if generation == self._generation or (folded == self._folded and tries >= TRIES):
                return found

    async def _page(
        self, expression: Expression, sorts: Sequence[SortKey], start: int, count: int
    ) -> tuple[int, list[str]]:
        sites = await self._read(SITE, (self._site_id,))
        if not sites:
            return 0, []
        self._generation, places, self._folded, unnoted = sites[0]
        site = await self._remembered(unnoted)
        bitmaps, rows = Bitmaps(self._read, self._site_id, site.view, places), Rows(self._read, self._site_id)
        changed = dict(site.changed)
        found = 0
        if len(changed) < places:
            found = await Found(bitmaps, rows, self._records).of(expression)
            found &= ~set_of(list(changed))
        also = [(place, record) for place, record in changed.items() if matches(expression, record)]
        total = found.bit_count() + len(also)
        if start >= total or count == 0:
            return total, []
        ordering = Ordering(bitmaps, rows, sorts)
        # Each of the changed orders may move those found by bitmaps by one.
        before = await ordering.cut(found, start - len(also))
        until = await ordering.cut(found, start + count)
        grouped = any(sort.field.place == "group" for sort in sorts)
        candidates = await self._records(places_of((until.sure | until.ties) & ~before.sure), whole=grouped)
        page = in_order([*candidates, *also], sorts)[start - before.sure.bit_count() :][:count]
        return total, [record.order_no for _, record in page]

    async def _remembered(self, unnoted: int) -> Remembered:
        """Return what is known of the site, with what changed meanwhile."""
        site = self._sites.get(self._site_id)
        # A search of this process that began later may have seen a newer fold: then this one will be repeated.
        if site is None or (site.view.folded != self._folded and site.generation <= self._generation):
            last = site.view if site else None
            view = await read_view(self._read, self._site_id, self._folded, unnoted, last)
            site = self._sites[self._site_id] = Remembered(view, self._generation)
        for place, changed, *columns in await self._read(CHANGED, (self._site_id, site.last)):
            site.changed[place] = record_of_row(columns)
            site.last = max(site.last, changed)
        return site

    async def _records(self, places: Sequence[int], *, whole: bool = True) -> list[tuple[int, SearchRecord]]:
        """Return the records of some orders, or only what stands in their columns."""
        if not places:
            return []
        numbers = _ENCODER.encode(places).decode()
        rows = await self._read(RECORDS.format(self._engine.each_number.format("$2")), (self._site_id, numbers))
        return [(row[0], record_of_row(row[1:], whole=whole)) for row in rows]

    async def _read(self, sql: str, args: Sequence[Value]) -> Sequence[Row]:
        """Run a query in the time that is left; raise TookTooLong."""
        left = self._ends - self._loop.time()
        if left <= 0:
            raise TookTooLong("the search")
        return await self._engine.read_within(left, sql, args)
