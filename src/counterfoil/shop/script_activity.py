"""What a registered customer has ordered on the site, counted from his newest orders when a script asks for it."""

from decimal import Decimal
from typing import Any

from counterfoil.documents import stored
from counterfoil.documents.order import Order
from counterfoil.shop.call import Call
from counterfoil.shop.server import ScriptOperation
from counterfoil.timestamps import instant_of

_PLACED = ("new", "open", "completed")
_MOST, _PAGE = 1000, 200
_MONTH = 30 * 24 * 3600 * 1000


async def _activity(call: Call, customer_id: str) -> dict[str, Any]:
    """Return numbers and amounts of the orders that were placed and not cancelled; of the newest thousand."""
    orders: list[Order] = []
    total = 0
    while len(orders) < min(total, _MOST) or not orders:
        page = await call.own_store.list_orders(call.site_id, customer_id, _PLACED, start=len(orders), count=_PAGE)
        orders += [stored.decode(Order, body) for body in page.bodies]
        total = page.total
        if not page.bodies:
            break
    values = [order.order_total or Decimal(0) for order in orders]
    recent = [value for order, value in zip(orders, values, strict=True) if _instant(order) > call.now - _MONTH]
    items = [item.product_id for order in orders for item in order.product_items or () if item.product_id]
    products = await call.load_products(set(items))
    masters = [products[name].product.master_product_id for name in items if name in products]
    return {
        "orders": total,
        "order_value": sum(values),
        "order_value_month": sum(recent),
        "average_order_value": sum(values) / len(values) if values else 0,
        "last_order_date": orders[0].creation_date if orders else None,
        "source_code_orders": sum(order.source_code is not None for order in orders),
        "products_ordered": list(dict.fromkeys(items)),
        "masters_ordered": list(dict.fromkeys(name for name in masters if name is not None)),
    }


def _instant(order: Order) -> int:
    return instant_of(order.creation_date) if order.creation_date else 0


OPERATIONS: dict[str, ScriptOperation] = {"customer_activity": _activity}
