"""Order search: a page of what a query finds, and the exact number of all.

A page comes from the rows of the most selective test where they are few, else from walking along the index of the order
that was asked for, which meets enough of many soon.
"""

from collections.abc import Callable, Sequence

from counterfoil.documents.search_fields import FIELDS
from counterfoil.documents.search_query import EVERYTHING, NOTHING, Expression, Groups, SortKey
from counterfoil.store.jobs import Engine, expand, padded
from counterfoil.store.records import SearchPage
from counterfoil.store.search_groups import SiteGroups, ranks
from counterfoil.store.search_index import BATCH, LARGE_BATCH, SearchIndex
from counterfoil.store.search_plan import planned, within
from counterfoil.store.search_total import Counting

BODIES = "select order_no, body from orders where site_id = $1 and order_no in (:order_nos)"


LITTLE = 500
"""So few orders are always looked at, whatever walking might meet."""


class SearchOperations:
    """Orders by what is asked of them."""

    _engine: Engine
    _index: SearchIndex

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
        groups = await self._index.groups.of(site_id)
        counting = Counting(self._engine, site_id, seconds)
        plan = planned(expression, groups)
        total = await counting.total(plan)
        if start >= total or count == 0:
            return SearchPage(total, [])
        known = [sort for sort in sorts if sort.field.place != "none"] or [SortKey(FIELDS["creation_date"], True)]
        numbers = await Pages(counting, groups).page(plan, known, start, count, total)
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


class Pages:
    """The numbers of the orders on one page."""

    def __init__(self, counting: Counting, groups: SiteGroups) -> None:
        self._counting = counting
        self._groups = groups

    async def page(self, plan: Expression, sorts: Sequence[SortKey], start: int, count: int, total: int) -> list[str]:
        """Return the numbers in the order of the sorts."""
        probe = await self._counting.probe(plan)
        if probe is not None and probe.size > LITTLE:
            walked = (start + count) * await self._counting.total(EVERYTHING) / max(total, 1)
            probe = probe if probe.size < walked else None
        if probe is None:
            return (await self._walk(plan, sorts, start + count))[start:]
        sql = self._counting.sql()
        if isinstance(plan, Groups):  # one index finds them and has them in the usual order
            text = f"""{sql.found_by(plan)} order by {sql.order_by(sorts, ranks(sorts, self._groups))}
                limit {sql.value(count)} offset {sql.value(start)}"""
            return [row[0] for row in await self._counting.read(text, sql.args)]
        few = probe.few(sql)
        text = f"""with {few} select o.order_no from few cross join search_orders o
            where o.site_id = $1 and o.order_no = few.order_no and ({sql.condition(plan)})
            order by {sql.order_by(sorts, ranks(sorts, self._groups))}
            limit {sql.value(count)} offset {sql.value(start)}"""  # noqa: S608  (what a client sent are parameters)
        return [row[0] for row in await self._counting.read(text, sql.args)]

    async def _walk(self, plan: Expression, sorts: Sequence[SortKey], needed: int) -> list[str]:
        """Walk along the index of the first sort; a field of groups is walked a value at a time."""
        if sorts[0].field.place == "group":
            return await self._walk_values(plan, sorts, needed)
        sql = self._counting.sql()
        where = sql.condition(plan, frozenset({sorts[0].field.column}))
        text = f"""select o.order_no from search_orders o where o.site_id = $1 and ({where})
            order by {sql.order_by(sorts, ranks(sorts, self._groups))} limit {sql.value(needed)}"""  # noqa: S608
        return [row[0] for row in await self._counting.read(text, sql.args)]

    async def _walk_values(self, plan: Expression, sorts: Sequence[SortKey], needed: int) -> list[str]:
        found: list[str] = []
        values = self._groups.by_value(sorts[0].field.column)
        rest = sorts[1:] or [SortKey(FIELDS["order_no"], sorts[0].descending)]
        for chosen in reversed(values) if sorts[0].descending else values:
            part = within(plan, chosen)
            if len(found) < needed and part != NOTHING:
                total = await self._counting.total(part)
                found += await self.page(part, rest, 0, min(needed - len(found), total), total) if total else []
        return found
