"""What searches find of the orders: each by its number, and as many of each status as there are."""

from collections import Counter

from counterfoil.documents.search_fields import FIELDS
from counterfoil.documents.search_query import EVERYTHING, Expression, Leaf, OneOf
from counterfoil.store.interface import Store
from counterfoil.store.records import OrderColumns

_BATCH = 200
_SECONDS = 3600.0


class Searches:
    """The orders of a walk, site by site, looked up in batches."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._site_id = ""
        self._numbers: list[str] = []
        self._statuses: dict[str, Counter[str]] = {}

    async def add(self, order: OrderColumns) -> list[str]:
        """Note an order, and look up those noted before when they are many or of another site."""
        full = len(self._numbers) == _BATCH or order.site_id != self._site_id
        breaches = await self._look_up() if full else []
        self._site_id = order.site_id
        self._numbers.append(order.order_no)
        self._statuses.setdefault(order.site_id, Counter())[order.status] += 1
        return breaches

    async def finish(self) -> list[str]:
        """Look up the last orders, and compare the totals of each site."""
        breaches = await self._look_up()
        for site_id, statuses in self._statuses.items():
            wanted: list[tuple[str, Expression, int]] = [("orders", EVERYTHING, statuses.total())]
            wanted += [
                (f"orders that are {status}", Leaf(FIELDS["status"], OneOf((status,))), count)
                for status, count in sorted(statuses.items())
            ]
            for what, expression, count in wanted:
                found = await self._count(site_id, expression)
                if found != count:
                    breaches.append(f"searches in {site_id} find {found} {what}, there are {count}")
        return breaches

    async def _look_up(self) -> list[str]:
        numbers, self._numbers = self._numbers, []
        if not numbers or await self._count(self._site_id, _numbered(numbers)) == len(numbers):
            return []
        missed = [number for number in numbers if await self._count(self._site_id, _numbered([number])) != 1]
        return [f"order {number} of {self._site_id}: searches do not find it by its number" for number in missed]

    async def _count(self, site_id: str, expression: Expression) -> int:
        return (await self._store.search_orders(site_id, expression, count=0, seconds=_SECONDS)).total


def _numbered(numbers: list[str]) -> Expression:
    return Leaf(FIELDS["order_no"], OneOf(tuple(numbers)))
