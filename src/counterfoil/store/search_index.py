"""The search index: it takes up what was written of orders, and so is never behind a search that asks for it.

An order's own transaction only notes that it changed. What is noted is taken up in batches, by whichever process comes
first: a batch names the generation of the index it was made for, and is undone if another has changed that meanwhile.
"""

import asyncio
import contextlib
from collections.abc import Callable, Iterator, Sequence

from counterfoil.documents.search_record import WORDS, SearchRecord, record_of
from counterfoil.store.jobs import Engine, Many, Row, Statement, Value, expand, padded
from counterfoil.store.records import Conflict, StoreUnavailable
from counterfoil.store.search_entries import COLUMNS, Entry, record_of_row, rest_of, stored
from counterfoil.store.search_fold import NEXT_GENERATION, Fold
from counterfoil.store.search_view import read_frequent

PENDING = """select p.site_id, p.order_no, o.revision, o.created, o.modified, o.body,
        (select generation from search_state where one = 1)
    from search_pending p join orders o on o.site_id = p.site_id and o.order_no = p.order_no
    order by p.site_id, p.order_no limit $1"""
COUNT_PENDING = "select count(*) from search_pending"
OLD_RECORDS = f"""select o.place, {COLUMNS} from search_orders o
    where o.site_id = $1 and o.order_no in (:order_nos)"""  # noqa: S608  (columns of ours)
SITE = """select coalesce((select places from search_sites where site_id = $1), 0),
    coalesce((select folded from search_sites where site_id = $1), 0),
    (select count(*) from search_changed where site_id = $1)"""
PUT_SITE = """insert into search_sites (site_id, places, folded) values ($1, $2, 0)
    on conflict (site_id) do update set places = excluded.places"""
PUT_CHANGED = """insert into search_changed (site_id, place, changed, base) values ($1, $2, $3, $4)
    on conflict (site_id, place) do update set changed = excluded.changed"""
DELETE_TERM = """delete from search_terms
    where site_id = $1 and field = $2 and value = $3 and place = $4 and other = $5"""
INSERT_TERM = """insert into search_terms (site_id, field, value, place, other) values ($1, $2, $3, $4, $5)
    on conflict (site_id, field, value, place, other) do nothing"""
PUT_RECORD = """insert into search_orders (site_id, place, order_no, created, modified, gross, net, customer_email,
        customer_no, customer_name, external_order_status, global_party_id, rest)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    on conflict (site_id, order_no) do update set created = excluded.created,
        modified = excluded.modified, gross = excluded.gross, net = excluded.net,
        customer_email = excluded.customer_email, customer_no = excluded.customer_no,
        customer_name = excluded.customer_name, external_order_status = excluded.external_order_status,
        global_party_id = excluded.global_party_id, rest = excluded.rest"""
DELETE_PENDING = "delete from search_pending where site_id = $1 and order_no = $2 and revision <= $3"

KINDS = (PUT_SITE, DELETE_TERM, INSERT_TERM, PUT_CHANGED, PUT_RECORD, DELETE_PENDING)
"""What a batch writes, in this order."""
BATCH = 128
LARGE_BATCH = 1000
TRIES = 50
CHANGED = 1000
"""So many changed orders are folded into the bitmaps by who is not waited for."""
MOST_CHANGED = 3000
"""So many are by a search too."""
MANY_CHANGED = 20_000
"""So many are while an index is filled."""

_NO_WORDS: frozenset[Entry] = frozenset()

Progress = Callable[[int, int], None]
_Kinds = list[list[tuple[Value, ...]]]


class _Known:
    """What a process remembers of the index while nobody else changes it."""

    def __init__(self, generation: int) -> None:
        self.generation = generation
        self.places: dict[str, int] = {}
        self.changed: dict[str, int] = {}
        """How many orders changed since the bitmaps were folded, or a few more."""
        self.words: dict[str, frozenset[Entry]] = {}
        """The words that have bitmaps, and no rows any more."""


class SearchIndex:
    """Takes up changed orders."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known = _Known(-1)
        self._words: dict[str, tuple[int, frozenset[Entry]]] = {}
        self._turn = asyncio.Lock()

    async def pending(self) -> int:
        """Count the orders that wait."""
        return int((await self._engine.read(COUNT_PENDING))[0][0])

    async def catch_up(self, batch: int = BATCH, progress: Progress | None = None, *, patient: bool = True) -> int:
        """Take up all that waits now and return how many orders that were; raise StoreUnavailable.

        Who is not patient leaves it to another process that is at it.
        """
        done = missed = 0
        total = await self.pending() if progress else 0
        most = MANY_CHANGED if progress else MOST_CHANGED if patient else CHANGED
        async with self._turn:  # two batches of one process would only undo each other
            while rows := await self._engine.read(PENDING, (batch,)):
                try:
                    await self._take_up(rows)
                    await self._fold(most)
                except Conflict:
                    missed += 1
                    if not patient:
                        break
                    if missed > TRIES and progress is None:  # who fills an index has time
                        raise StoreUnavailable("others keep changing the search index") from None
                    await asyncio.sleep(min(0.002 * missed, 0.5))
                    continue
                missed = 0
                done += len(rows)
                if progress:
                    progress(done, max(total, done))
                if len(rows) < batch:
                    break
                await asyncio.sleep(0)
            if done and progress:
                await self._fold(CHANGED)
        return done

    async def _take_up(self, rows: Sequence[Row]) -> None:
        # The generation is that in which the orders were read: one that is newer may know them newer.
        known = self._current(rows[0][6])
        kinds: _Kinds = [[] for _ in KINDS]
        for site_id in dict.fromkeys(row[0] for row in rows):
            await self._site(known, site_id, [row for row in rows if row[0] == site_id], kinds)
        kinds[-1] += [tuple(row[:3]) for row in rows]
        guard = Statement(NEXT_GENERATION, (known.generation,), Conflict("search index"))
        await self._engine.write_batch(guard, [Many(*kind) for kind in zip(KINDS, kinds, strict=True)])
        known.generation += 1
        self._known = known

    def _current(self, generation: int) -> _Known:
        """Return what is known of the index in a generation, and forget it until what is made of it is written."""
        known, self._known = self._known, _Known(-1)
        return known if known.generation == generation else _Known(generation)

    async def _site(self, known: _Known, site_id: str, rows: Sequence[Row], kinds: _Kinds) -> None:
        if site_id not in known.places:
            known.places[site_id], folded, known.changed[site_id] = (await self._engine.read(SITE, (site_id,)))[0]
            known.words[site_id] = await self._frequent_words(site_id, folded)
        words = known.words[site_id]
        numbers = padded([row[1] for row in rows])
        found = await self._engine.read(expand(OLD_RECORDS, ":order_nos", 2, len(numbers)), (site_id, *numbers))
        old = {row[1]: row for row in found}
        sites, deleted, inserted, changed, records, _ = kinds
        for _, order_no, _, created, modified, body, _ in rows:
            record = record_of(body, order_no, created, modified)
            rest, before = rest_of(record), old.get(order_no)
            if before is None:
                place, base = known.places[site_id], None
                known.places[site_id] += 1
                inserted += _rows(site_id, place, record, words)
            else:
                place, base = before[0], stored(before[1:])
                if rest != before[11]:
                    terms = set(_rows(site_id, place, record, words))
                    gone = set(_rows(site_id, place, record_of_row(before[1:]), words))
                    deleted += gone - terms
                    inserted += terms - gone
            changed.append((site_id, place, known.generation + 1, base))
            records.append((site_id, place, order_no, *record.columns, rest))
        known.changed[site_id] += len(rows)
        sites.append((site_id, known.places[site_id]))

    async def _frequent_words(self, site_id: str, folded: int) -> frozenset[Entry]:
        """Return the words of columns and attributes that have bitmaps, read again where these were folded anew."""
        if self._words.get(site_id, (-1, _NO_WORDS))[0] != folded:
            found = await read_frequent(self._engine.read, site_id)
            fields = [field for field in found if field.endswith(WORDS) and "." not in field]
            words = frozenset((field, value) for field in fields for value in found[field])
            self._words[site_id] = folded, words
        return self._words[site_id][1]

    async def _fold(self, most: int) -> None:
        """Fold the changes of sites that have many into their bitmaps."""
        known = self._known
        for site_id in list(known.changed):
            if known.changed[site_id] >= most:
                self._known = _Known(-1)
                with contextlib.suppress(Conflict):  # else another time
                    await Fold(self._engine, site_id, known.places[site_id]).write(known.generation)
                    known.generation += 1
                    del known.places[site_id], known.changed[site_id]
                    self._known = known


def _rows(site_id: str, place: int, record: SearchRecord, words: frozenset[Entry]) -> Iterator[tuple[Value, ...]]:
    """List the rows of an order's terms; a word that has a bitmap needs none."""
    for field, value, other in record.terms:
        if (field, value) not in words:
            yield site_id, field, value, place, other
