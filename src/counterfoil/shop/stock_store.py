"""Stock as a basket or order sees it: what its lines' inventory lists have left, what it takes, what is held for it.

Follows section 5 of the order lifecycle reference and the inventory section of the site archive reference.
"""

from collections.abc import Awaitable, Callable
from decimal import Decimal

from counterfoil import faults
from counterfoil.commerce.stock import Stock, stock_takes
from counterfoil.commerce.terms import Container
from counterfoil.documents.basket import Basket, ReservedUnits
from counterfoil.shop.call import Call
from counterfoil.store.records import OutOfStock, Reservation, ReservationLost, StockTake
from counterfoil.timestamps import date_time, instant_of


async def stock_of(call: Call, container: Container) -> Stock:
    """Return what is left of all that a container takes, what is held for it included.

    None is without limit, a product without record is missing.
    """
    products = await call.load_basket_products(container)
    takes = stock_takes(container, call.site.shop, products)
    left = await call.load_left([(list_id, product_id) for list_id, product_id, _ in takes])
    held = held_for(call, container) if isinstance(container, Basket) else None
    if held is None or held.expires <= call.now:
        return left
    return {**left, **{unit[:2]: _with(left.get(unit[:2]), unit) for unit in held.units if unit[:2] in left}}


def _with(left: Decimal | None, unit: StockTake) -> Decimal | None:
    return None if left is None else left + Decimal(unit.thousandths) / 1000


async def takes_of(call: Call, container: Container) -> list[StockTake]:
    """Return the stock a container takes, without products that a list without record of them sells freely."""
    lists = call.site.shop.inventory_lists
    found = stock_takes(container, call.site.shop, await call.load_basket_products(container))
    free = [take[:2] for take in found if take[0] in lists and lists[take[0]].default_instock]
    known = await call.load_left(free)
    unknown = {key for key in free if key not in known}
    return [
        StockTake(list_id, product_id, int(quantity * 1000))
        for list_id, product_id, quantity in found
        if (list_id, product_id) not in unknown
    ]


def not_available(container: Container, short: OutOfStock) -> faults.Fault:
    """Return the fault of a product that is out of stock."""
    items = [item for item in container.product_items or () if item.product_id == short.product_id]
    quantity = sum((item.quantity or Decimal(0) for item in items), Decimal(0))
    return faults.PRODUCT_ITEM_NOT_AVAILABLE(product_id=short.product_id, quantity=quantity)


def held_for(call: Call, basket: Basket) -> Reservation | None:
    """Return what was held for a basket when it was stored; it may have expired."""
    if not basket.reserved_units or not basket.inventory_reservation_expiry:
        return None
    units = [StockTake(unit.inventory_id, unit.product_id, unit.thousandths) for unit in basket.reserved_units]
    expires = instant_of(basket.inventory_reservation_expiry)
    return Reservation(call.site_id, basket.basket_id or "", expires, tuple(units))


async def hold_for(call: Call, basket: Basket) -> tuple[Reservation | None, Reservation | None]:
    """Return what was and what is to be held for a basket that is about to be stored, and note it on the basket.

    Stock is held when a hook asks for it, or for every change when the setting says so. Both are None where nothing
    changes.
    """
    settings = call.server.settings
    seconds = call.hold_seconds
    if seconds is None and settings.reserve_inventory:
        seconds = settings.reservation_minutes * 60
    if seconds is None:
        return None, None
    held = held_for(call, basket)
    takes = await takes_of(call, basket) if seconds > 0 else []
    basket.reserved_units = basket.inventory_reservation_expiry = None
    if not takes:
        return held, None
    hold = Reservation(call.site_id, basket.basket_id or "", call.now + seconds * 1000, tuple(takes))
    basket.reserved_units = [
        ReservedUnits(inventory_id=take.list_id, product_id=take.product_id, thousandths=take.thousandths)
        for take in takes
    ]
    basket.inventory_reservation_expiry = date_time(hold.expires)
    return held, hold


async def unless_lost(held: Reservation | None, write: Callable[[Reservation | None], Awaitable[None]]) -> None:
    """Write with what is held for a basket; without it, when its time was over and it has been given back."""
    try:
        await write(held)
    except ReservationLost:
        await write(None)
