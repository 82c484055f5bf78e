"""How many orders a plan finds, exactly: sums over groups and days, over blocks of a column, or a count of rows."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from counterfoil.documents.search_fields import FIELDS
from counterfoil.documents.search_query import (
    EVERYTHING,
    NOTHING,
    All,
    Always,
    Between,
    Element,
    Expression,
    Groups,
    Leaf,
    Not,
    OneOf,
    Present,
    Some,
    Word,
)
from counterfoil.store import search_blocks
from counterfoil.store.jobs import Engine, Row, Value
from counterfoil.store.records import TookTooLong
from counterfoil.store.search_blocks import Blocks
from counterfoil.store.search_index import ALL_DAYS, COUNTED, DAY
from counterfoil.store.search_plan import FIRST, LAST, days_only, interval
from counterfoil.store.search_sql import Sql

FEW = 10_000
"""So many orders are looked at one by one; more are walked along an index."""
_MOST_FOUND = 4 * FEW
"""More than few tests together can find; a planner that reads it does not expect more."""
CELLS = """select group_no, sum(orders) from search_cells where site_id = $1 and day >= $2 and day <= $3
    group by group_no"""
COUNT_OF = "select group_no, orders from search_counts where site_id = $1 and field = $2 and value = $3"


class Probe(NamedTuple):
    """A test that finds few orders, or the tests of which one must hold."""

    size: int
    parts: tuple[Expression, ...]

    def few(self, sql: Sql) -> str:
        """Write the orders it finds as a table of their numbers."""
        found = " union all ".join(sql.found_by(part) for part in self.parts)
        if self.size > FEW:
            return f"few as materialized (select distinct order_no from ({found}) as found)"  # noqa: S608
        return f"few as materialized (select distinct order_no from ({found}) as found limit {_MOST_FOUND})"  # noqa: S608


class Counting:
    """One search of a site: the time it may take, and its counts."""

    def __init__(self, engine: Engine, site_id: str, seconds: float) -> None:
        self.site_id = site_id
        self._engine = engine
        self._loop = asyncio.get_running_loop()
        self._ends = self._loop.time() + seconds
        self._probes: dict[Expression, Probe | None] = {}
        self._all_days: Sequence[Row] | None = None

    def sql(self) -> Sql:
        """Return a statement in the making."""
        return Sql(self.site_id, self._engine.bytes_type)

    async def read(self, sql: str, args: Sequence[Value]) -> Sequence[Row]:
        """Run a query in the time that is left; raise TookTooLong."""
        left = self._ends - self._loop.time()
        if left <= 0:
            raise TookTooLong("the search")
        return await self._engine.read_within(left, sql, args)

    async def total(self, plan: Expression) -> int:
        """Count exactly what a plan finds."""
        if days_only(plan):
            return await self._in_cells(plan)
        if isinstance(plan, Not):
            return await self._in_cells(EVERYTHING) - await self.total(plan.part)
        other = _another_value(plan)
        if other is not None:
            return await self.total(other[0]) - await self.total(other[1])
        counted = None
        if isinstance(plan, Leaf) and plan.field.column in search_blocks.COLUMNS:
            counted = await self._in_blocks(plan)
        else:
            counted = await self._of_value(plan)
        return await self._counted(plan) if counted is None else counted

    async def probe(self, plan: Expression) -> Probe | None:
        """Find the test that fewest orders fulfil, if they are few."""
        if plan not in self._probes:
            self._probes[plan] = await self._probe(plan)
        return self._probes[plan]

    async def _probe(self, plan: Expression) -> Probe | None:
        if isinstance(plan, Always | Not):
            return None
        if isinstance(plan, Some):
            parts = [await self.probe(part) for part in plan.parts]
            known = [part for part in parts if part is not None]
            size = sum(part.size for part in known)
            if len(known) < len(parts) or size > FEW:
                return None
            return Probe(size, tuple(one for part in known for one in part.parts))
        if isinstance(plan, All):
            found = [probe for part in plan.parts if (probe := await self.probe(part)) is not None]
            return min(found, key=lambda probe: probe.size, default=None)
        if isinstance(plan, Groups):
            size = await self._in_cells(plan)
        else:
            sql = self.sql()
            text = f"select count(*) from (select 1 from ({sql.found_by(plan)}) as found limit {FEW + 1}) as few"  # noqa: S608
            size = int((await self.read(text, sql.args))[0][0])
        return Probe(size, (plan,)) if size <= FEW else None

    async def _in_cells(self, plan: Expression) -> int:
        """Count orders of groups between two instants of creation: whole days by cells, the ends one by one."""
        groups, low, high = interval(plan)
        if plan == NOTHING or low > high:
            return 0
        if low <= FIRST and high >= LAST:
            if self._all_days is None:
                self._all_days = await self.read(CELLS, (self.site_id, ALL_DAYS, ALL_DAYS))
            return _sum(self._all_days, groups)
        first, last = -(-low // DAY), (high + 1) // DAY - 1
        if first > last:
            return await self._created(groups, low, high)
        total = _sum(await self.read(CELLS, (self.site_id, max(first, ALL_DAYS + 1), last)), groups)
        if low > FIRST and low < first * DAY:
            total += await self._created(groups, low, first * DAY - 1)
        if high < LAST and high >= (last + 1) * DAY:
            total += await self._created(groups, (last + 1) * DAY, high)
        return total

    async def _created(self, groups: bytes | None, low: int, high: int) -> int:
        sql = self.sql()
        between = sql.test("o.created", FIELDS["creation_date"], Between(low, high))
        also = "" if groups is None else f" and {sql.condition(Groups(groups))}"
        text = f"select count(*) from search_orders o where o.site_id = $1 and {between}{also}"  # noqa: S608
        return int((await self.read(text, sql.args))[0][0])

    async def _in_blocks(self, leaf: Leaf) -> int | None:
        column, test = leaf.field.column, leaf.test
        tests: list[Between] = []
        if isinstance(test, OneOf):
            tests = [Between(value, value) for value in dict.fromkeys(test.values)]
        elif isinstance(test, Between):
            tests = [test]
        elif not isinstance(test, Present):
            return None
        blocks = Blocks(await self.read(search_blocks.READ_BLOCKS, (self.site_id, column)))
        total = blocks.total if isinstance(test, Present) else 0
        for one in tests:
            found = blocks.between(column, one)
            total += found.known
            for edge in found.edges:
                text = search_blocks.count_statement(column, edge)
                rows = await self.read(text, (self.site_id, edge.low, edge.high))
                total += edge.sign * int(rows[0][0])
        return total

    async def _of_value(self, plan: Expression) -> int | None:
        """Count the orders that have one product or coupon, and are of some groups perhaps."""
        parts = plan.parts if isinstance(plan, All) else (plan,)
        groups, rest = None, list(parts)
        if len(parts) == 2 and isinstance(parts[0], Groups):
            groups, rest = parts[0].chosen, [parts[1]]
        one = rest[0].part if len(rest) == 1 and isinstance(rest[0], Element) else None
        if not isinstance(one, Leaf) or one.field.name not in COUNTED:
            return None
        if not isinstance(one.test, OneOf) or len(one.test.values) > 1:
            return None
        return _sum(await self.read(COUNT_OF, (self.site_id, one.field.name, one.test.values[0])), groups)

    async def _counted(self, plan: Expression) -> int:
        """Count the rows of the most selective test that fulfil all others; where there is none, of all orders."""
        sql = self.sql()
        text = _of_terms(plan, sql)
        if text is None:
            probe = await self.probe(plan) or await self._least(plan)
            text = _of_orders(plan, probe, sql)
        return int((await self.read(text, sql.args))[0][0])

    async def _least(self, plan: Expression) -> Probe | None:
        """Find the test that fewest orders fulfil among many, if that is worth it."""
        if not isinstance(plan, All):
            return None
        tests = [part for part in plan.parts if isinstance(part, Groups) or _tests(part)]
        sizes = [(await self.total(test), number) for number, test in enumerate(tests)]
        if not sizes or 4 * min(sizes)[0] > await self._in_cells(EVERYTHING):
            return None
        size, number = min(sizes)
        return Probe(size, _tests(tests[number]) or (tests[number],))


def _another_value(plan: Expression) -> tuple[Expression, Expression] | None:
    """Return what has any value of a column and what has these, if a plan asks for the others."""
    if not isinstance(plan, All) or len(plan.parts) != 2:
        return None
    any_value, other = plan.parts
    these = other.part if isinstance(other, Not) else None
    if not isinstance(any_value, Leaf) or not isinstance(any_value.test, Present) or not isinstance(these, Leaf):
        return None
    return (any_value, these) if these.field == any_value.field else None


def _of_terms(plan: Expression, sql: Sql) -> str | None:
    """Return the count of what terms say alone: one test, several of which one must hold, or one between two dates."""
    tests = _tests(plan)
    if tests:
        found = " union all ".join(sql.found_by(test) for test in tests)
        return f"select count(distinct order_no) from ({found}) as found"  # noqa: S608
    parts = plan.parts if isinstance(plan, All) else ()
    dates = [part for part in parts if isinstance(part, Leaf) and part.field.column == "created"]
    rest = [part for part in parts if part not in dates]
    one = rest[0].part if len(rest) == 1 and isinstance(rest[0], Element) else None
    if not isinstance(one, Leaf) or not isinstance(one.test, OneOf) or one.field.place != "term":
        return None
    between = "".join(f" and {sql.test('t.created', date.field, date.test)}" for date in dates)
    # Found by its value, whose text comes first: the parameters of the dates may stand before it.
    return f"select count(distinct order_no) from ({sql.found_by(rest[0])}{between}) as found"  # noqa: S608


def _of_orders(plan: Expression, probe: Probe | None, sql: Sql) -> str:
    """Return the count of the rows that a test finds and that fulfil all others, or of all rows that do."""
    test = probe.parts[0] if probe is not None and len(probe.parts) == 1 else None
    if probe is None or (isinstance(test, Leaf) and test.field.place == "column" and not isinstance(test.test, Word)):
        indexed = frozenset({test.field.column}) if isinstance(test, Leaf) else frozenset()
        return f"select count(*) from search_orders o where o.site_id = $1 and ({sql.condition(plan, indexed)})"  # noqa: S608
    return f"""with {probe.few(sql)} select count(*) from few cross join search_orders o
        where o.site_id = $1 and o.order_no = few.order_no and ({sql.condition(plan)})"""  # noqa: S608


def _tests(plan: Expression) -> tuple[Expression, ...]:
    """Return the tests of which one must hold, if a plan is nothing but those."""
    parts = plan.parts if isinstance(plan, Some) else (plan,)
    return parts if all(isinstance(part, Leaf | Element) for part in parts) else ()


def _sum(rows: Iterable[Row], groups: bytes | None) -> int:
    return sum(int(row[1]) for row in rows if groups is None or (row[0] < len(groups) and groups[row[0]]))
