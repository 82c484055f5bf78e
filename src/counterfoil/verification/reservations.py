"""Stock held for baskets: what baskets say of it, and what inventory records count."""

from collections import Counter
from collections.abc import Iterator

import msgspec

from counterfoil.documents.basket import Basket
from counterfoil.store.interface import Store
from counterfoil.store.records import BasketColumns, Reservation, StockTake
from counterfoil.timestamps import date_time


class Reservations(msgspec.Struct):
    """All reservations of a store, by site and basket."""

    by_basket: dict[tuple[str, str], Reservation] = {}

    @classmethod
    async def read(cls, store: Store) -> "Reservations":
        """Read them."""
        return cls({(held.site_id, held.basket_id): held async for held in store.all_reservations()})

    def basket_breaches(self, columns: BasketColumns, basket: Basket) -> Iterator[str]:
        """Compare what is held for a basket with what it says; it may say what was given back since."""
        held = self.by_basket.get((columns.site_id, columns.basket_id))
        if held is None:
            return
        said = [StockTake(unit.inventory_id, unit.product_id, unit.thousandths) for unit in basket.reserved_units or ()]
        if sorted(said) != sorted(held.units):
            yield "other stock is held for it than it says"
        if basket.inventory_reservation_expiry != date_time(held.expires):
            yield f"stock is held for it until {date_time(held.expires)}, it says {basket.inventory_reservation_expiry}"

    async def compare_stock(self, store: Store) -> list[str]:
        """Compare what inventory records count as held with the reservations."""
        expected: Counter[tuple[str, str]] = Counter()
        for held in self.by_basket.values():
            for unit in held.units:
                expected[unit.list_id, unit.product_id] += unit.thousandths
        breaches = []
        async for list_id, product_id, counted in store.all_held_stock():
            made = expected.pop((list_id, product_id), 0)
            if counted != made:
                text = f"{counted} thousandths count as held, reservations hold {made}"
                breaches.append(f"product {product_id} of {list_id}: {text}")
        breaches += [
            f"product {product_id} of {list_id}: {made} thousandths are reserved and do not count as held"
            for (list_id, product_id), made in sorted(expected.items())
            if made
        ]
        return breaches
