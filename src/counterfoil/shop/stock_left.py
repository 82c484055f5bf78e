"""What inventory lists have left, read once a request. Follows the inventory section of the site archive reference."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from counterfoil.commerce.shop import Shop
from counterfoil.store.interface import Store


class StockLeft:
    """What a request has asked for so far: None is without limit, a missing product has no record in the list."""

    def __init__(self) -> None:
        self.by_list: dict[tuple[str, str], Decimal | None] = {}
        self._asked: set[tuple[str, str]] = set()

    async def load(
        self, store: Store, shop: Shop, keys: Iterable[tuple[str, str]], now: int
    ) -> dict[tuple[str, str], Decimal | None]:
        """Read and return what was not asked for yet, by list and product; lists nobody knows have nothing."""
        new = set(keys) - self._asked
        if not new:
            return {}
        self._asked |= new
        missing = defaultdict[str, list[str]](list)
        for list_id, product_id in new:
            if list_id in shop.inventory_lists:
                missing[list_id].append(product_id)
        found: dict[tuple[str, str], Decimal | None] = {}
        for list_id, product_ids in missing.items():
            for name, units in (await store.stock(list_id, sorted(product_ids), now)).items():
                found[list_id, name] = None if units is None else Decimal(units) / 1000
        self.by_list.update(found)
        return found
