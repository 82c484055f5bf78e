"""The search index: it takes up what was written of orders, and so is never behind a search that asks for it.

An order's own transaction only notes that it changed. What is noted is taken up in batches, by whichever process comes
first: a batch names the generation of the index it was made for, and is undone if another has changed that meanwhile.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from counterfoil.documents.search_record import Columns, Group, SearchRecord, Term, record_of
from counterfoil.store import search_blocks
from counterfoil.store.jobs import Engine, Row, Statement, Value, expand, padded
from counterfoil.store.records import Conflict, StoreUnavailable
from counterfoil.store.search_blocks import Blocks, present
from counterfoil.store.search_groups import GROUPS, GroupCache

PENDING = """select p.site_id, p.order_no, o.revision, o.created, o.modified, o.body,
        (select generation from search_state where one = 1)
    from search_pending p join orders o on o.site_id = p.site_id and o.order_no = p.order_no
    order by p.site_id, p.order_no limit $1"""
COUNT_PENDING = "select count(*) from search_pending"
NEXT_GENERATION = "update search_state set generation = generation + 1 where one = 1 and generation = $1"
ADD_GROUP = "insert into search_groups (site_id, group_no, body) values ($1, $2, $3)"
OLD_RECORDS = """select order_no, group_no, created, modified, gross, net, customer_email, customer_no, customer_name,
        external_order_status, global_party_id, terms
    from search_orders where site_id = $1 and order_no in (:order_nos)"""
ADD_TO_CELL = """insert into search_cells (site_id, day, group_no, orders) values ($1, $2, $3, $4)
    on conflict (site_id, day, group_no) do update set orders = search_cells.orders + excluded.orders"""
ADD_TO_COUNT = """insert into search_counts (site_id, field, value, group_no, orders) values ($1, $2, $3, $4, $5)
    on conflict (site_id, field, value, group_no) do update set orders = search_counts.orders + excluded.orders"""
DELETE_TERM = """delete from search_terms
    where site_id = $1 and field = $2 and value = $3 and created = $4 and order_no = $5 and other = $6"""
INSERT_TERM = """insert into search_terms (site_id, field, value, created, order_no, other)
    values ($1, $2, $3, $4, $5, $6) on conflict (site_id, field, value, created, order_no, other) do nothing"""
PUT_RECORD = """insert into search_orders (site_id, order_no, group_no, created, modified, gross, net, customer_email,
        customer_no, customer_name, external_order_status, global_party_id, terms)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    on conflict (site_id, order_no) do update set group_no = excluded.group_no, created = excluded.created,
        modified = excluded.modified, gross = excluded.gross, net = excluded.net,
        customer_email = excluded.customer_email, customer_no = excluded.customer_no,
        customer_name = excluded.customer_name, external_order_status = excluded.external_order_status,
        global_party_id = excluded.global_party_id, terms = excluded.terms"""
DELETE_PENDING = "delete from search_pending where site_id = $1 and order_no = $2 and revision <= $3"

BATCH = 64
LARGE_BATCH = 1000
DAY = 24 * 3600 * 1000
ALL_DAYS = -(2**40)
"""The cell of a group that counts the orders of all days."""
COUNTED = frozenset({"product_items.product_id", "coupon_line_items.coupon_code", "coupon_line_items.coupon_id"})
"""Fields whose values are counted, because many orders may have the same."""
TRIES = 50
_ENCODER = msgspec.json.Encoder()
_GROUPS = msgspec.json.Decoder(Group)
_TERMS = msgspec.json.Decoder(tuple[Term, ...])

Progress = Callable[[int, int], None]


class _Old(NamedTuple):
    """What the index has of an order by now."""

    group_no: int
    columns: Columns
    terms: bytes


class _Change(NamedTuple):
    """An order to be taken up."""

    order_no: str
    revision: int
    record: SearchRecord
    old: _Old | None


class _Known:
    """What a process remembers of the index while nobody else changes it."""

    def __init__(self, generation: int) -> None:
        self.generation = generation
        self.groups: dict[tuple[str, Group], int] = {}
        self.last_group: dict[str, int] = {}
        self.blocks: dict[tuple[str, str], Blocks] = {}
        self.whole: dict[tuple[str, str, str], int] = {}
        """Blocks of one value, with their size when that was seen."""


class SearchIndex:
    """Takes up changed orders."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known = _Known(-1)
        self._turn = asyncio.Lock()
        self.groups = GroupCache(engine)

    async def pending(self) -> int:
        """Count the orders that wait."""
        return int((await self._engine.read(COUNT_PENDING))[0][0])

    async def catch_up(self, batch: int = BATCH, progress: Progress | None = None, *, patient: bool = True) -> int:
        """Take up all that waits now and return how many orders that were; raise StoreUnavailable.

        Who is not patient leaves it to another process that is at it.
        """
        done = missed = 0
        total = await self.pending() if progress else 0
        async with self._turn:  # two batches of one process would only undo each other
            while rows := await self._engine.read(PENDING, (batch,)):
                try:
                    await self._take_up(rows)
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
        return done

    async def _take_up(self, rows: Sequence[Row]) -> None:
        # The generation is that in which the orders were read: one that is newer may know them newer.
        known = self._current(rows[0][6])
        job = [Statement(NEXT_GENERATION, (known.generation,), Conflict("search index"))]
        kinds: list[list[Statement]] = [[] for _ in range(8)]
        for site_id in dict.fromkeys(row[0] for row in rows):
            changes = await self._changes(site_id, [row for row in rows if row[0] == site_id])
            await self._site(known, site_id, changes, kinds)
        job += [statement for kind in kinds for statement in kind]
        job += [Statement(DELETE_PENDING, row[:3]) for row in rows]
        await self._engine.write_batch(job)
        known.generation += 1
        self._known = known
        with contextlib.suppress(Conflict):  # a block that is too large is divided the next time
            await self._divide(known)

    def _current(self, generation: int) -> _Known:
        """Return what is known of the index in a generation, and forget it until what is made of it is written."""
        known, self._known = self._known, _Known(-1)
        return known if known.generation == generation else _Known(generation)

    async def _changes(self, site_id: str, rows: Sequence[Row]) -> list[_Change]:
        numbers = padded([row[1] for row in rows])
        found = await self._engine.read(expand(OLD_RECORDS, ":order_nos", 2, len(numbers)), (site_id, *numbers))
        old = {row[0]: _Old(row[1], Columns(*row[2:11]), row[11]) for row in found}
        return [
            _Change(order_no, revision, record_of(body, order_no, created, modified), old.get(order_no))
            for _, order_no, revision, created, modified, body, _ in rows
        ]

    async def _site(self, known: _Known, site_id: str, changes: list[_Change], kinds: list[list[Statement]]) -> None:
        await self._load(known, site_id)
        cells: Counter[tuple[int, int]] = Counter()
        counts: Counter[tuple[str, str, int]] = Counter()
        moved: dict[str, Counter[str]] = {column: Counter() for column in search_blocks.COLUMNS}
        for change in changes:
            group_no = known.groups.get((site_id, change.record.group))
            if group_no is None:
                group_no = known.last_group[site_id] = known.last_group[site_id] + 1
                known.groups[site_id, change.record.group] = group_no
                kinds[0].append(Statement(ADD_GROUP, (site_id, group_no, _ENCODER.encode(change.record.group))))
            _count(change, group_no, cells)
            for column, counter in moved.items():
                _move(known.blocks[site_id, column], column, change, counter)
            terms = _ENCODER.encode(change.record.terms)
            old = change.old
            if old is None or old.terms != terms or old.columns.created != _created(change):
                _terms(site_id, change, kinds)
            if old is None or old.terms != terms or old.group_no != group_no:
                _count_values(change, group_no, counts)
            kinds[7].append(Statement(PUT_RECORD, (site_id, change.order_no, group_no, *change.record.columns, terms)))
        kinds[1] += [Statement(ADD_TO_CELL, (site_id, *key, n)) for key, n in sorted(cells.items()) if n]
        for column, counter in moved.items():
            kinds[2] += search_blocks.statements(site_id, column, counter)
        kinds[3] += [Statement(ADD_TO_COUNT, (site_id, *key, n)) for key, n in sorted(counts.items()) if n]

    async def _load(self, known: _Known, site_id: str) -> None:
        if site_id in known.last_group:
            return
        last = 0
        for group_no, body in await self._engine.read(GROUPS, (site_id, 0)):
            known.groups[site_id, _GROUPS.decode(body)] = last = group_no
        for column in search_blocks.COLUMNS:
            rows = await self._engine.read(search_blocks.READ_BLOCKS, (site_id, column))
            known.blocks[site_id, column] = Blocks(rows)
        known.last_group[site_id] = last

    async def _divide(self, known: _Known) -> None:
        """Divide the blocks that have become too large."""
        for (site_id, column), blocks in known.blocks.items():
            for place in range(len(blocks.lows) - 1, -1, -1):
                seen = known.whole.get((site_id, column, blocks.lows[place]), 0)
                if blocks.orders[place] > max(search_blocks.MOST, 2 * seen):
                    await self._divide_one(known, site_id, column, place)

    async def _divide_one(self, known: _Known, site_id: str, column: str, place: int) -> None:
        blocks = known.blocks[site_id, column]
        low, high = search_blocks.bounds(column, blocks, place)
        middle = await self._engine.read(
            search_blocks.middle_statement(column), (site_id, low, high, blocks.orders[place] // 2)
        )
        if middle and search_blocks.key_of(middle[0][0]) <= blocks.lows[place]:
            middle = await self._engine.read(search_blocks.next_statement(column), (site_id, low, high))
        if not middle:
            known.whole[site_id, column, blocks.lows[place]] = blocks.orders[place]
            return
        edge = search_blocks.Edge(middle[0][0], high, True, False, 1)
        counted = await self._engine.read(search_blocks.count_statement(column, edge), (site_id, middle[0][0], high))
        key, upper = search_blocks.key_of(middle[0][0]), int(counted[0][0])
        self._known = _Known(-1)
        await self._engine.write_batch(
            [
                Statement(NEXT_GENERATION, (known.generation,), Conflict("search index")),
                *search_blocks.statements(site_id, column, {blocks.lows[place]: -upper, key: upper}),
            ]
        )
        known.generation += 1
        self._known = known
        blocks.divide(place, key, upper)


def _created(change: _Change) -> int:
    return change.record.columns.created


def _count(change: _Change, group_no: int, cells: Counter[tuple[int, int]]) -> None:
    old = change.old
    if old is not None:
        cells[old.columns.created // DAY, old.group_no] -= 1
        cells[ALL_DAYS, old.group_no] -= 1
    cells[_created(change) // DAY, group_no] += 1
    cells[ALL_DAYS, group_no] += 1


def _move(blocks: Blocks, column: str, change: _Change, counter: Counter[str]) -> None:
    """Count an order where its value is now."""
    if column == "order_no":
        if change.old is None:
            counter[blocks.add(change.order_no, 1)] += 1
        return
    after: Value = getattr(change.record.columns, column)
    if change.old is not None:
        before: Value = getattr(change.old.columns, column)
        if before == after:
            return
        if present(before):
            counter[blocks.add(search_blocks.key_of(before), -1)] -= 1
    if present(after):
        counter[blocks.add(search_blocks.key_of(after), 1)] += 1


def _terms(site_id: str, change: _Change, kinds: list[list[Statement]]) -> None:
    old = change.old
    if old is not None:
        gone = _rows(site_id, old.columns.created, change.order_no, _TERMS.decode(old.terms))
        kinds[4] += [Statement(DELETE_TERM, row) for row in gone]
    made = _rows(site_id, _created(change), change.order_no, change.record.terms)
    kinds[5] += [Statement(INSERT_TERM, row) for row in made]


def _count_values(change: _Change, group_no: int, counts: Counter[tuple[str, str, int]]) -> None:
    """Count an order with each of its products and coupons, in its group."""
    old = change.old
    if old is not None:
        for key in {(term.field, term.value) for term in _TERMS.decode(old.terms) if term.field in COUNTED}:
            counts[(*key, old.group_no)] -= 1
    for key in {(term.field, term.value) for term in change.record.terms if term.field in COUNTED}:
        counts[(*key, group_no)] += 1


def _rows(site_id: str, created: int, order_no: str, terms: Sequence[Term]) -> Iterator[tuple[Value, ...]]:
    for term in terms:
        yield site_id, term.field, term.value, created, order_no, term.other
