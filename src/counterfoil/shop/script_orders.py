"""What scripts ask of orders: another one, what a change of status would bring, the next number; and what they changed.

An order beside the request's own is kept with the request: in the same transaction, against the revision the script
saw, with the stock, coupons and gift certificates that a change of its status takes or gives back.
"""

from typing import Any

import msgspec

from counterfoil import faults
from counterfoil.commerce.money import quantum
from counterfoil.commerce.money_digits import fill_digits
from counterfoil.commerce.order_script_query import order_map, order_query, order_sorts
from counterfoil.commerce.order_status import check_transition
from counterfoil.commerce.redemptions import held_by, may_redeem_again
from counterfoil.commerce.shopper import Redemptions
from counterfoil.commerce.stock import short_items
from counterfoil.documents import stored
from counterfoil.documents.order import Order
from counterfoil.shop.call import Call
from counterfoil.shop.order_search import custom_fields
from counterfoil.shop.order_store import follow_status, order_columns
from counterfoil.shop.order_takes import redemption_takes, sold_takes
from counterfoil.shop.script_containers import container_of
from counterfoil.shop.script_order_creation import keep_new_order
from counterfoil.shop.script_site import scripts_of
from counterfoil.shop.server import ScriptOperation
from counterfoil.shop.stock_store import stock_of
from counterfoil.store.records import Take
from counterfoil.store.script_writes import OrderWrite

_MOST_SHIPMENTS = 1000


async def _new_id(call: Call, _: Any) -> str:
    return call.new_id()


async def _order(call: Call, order_no: str) -> dict[str, Any] | None:
    """Return an order of the site as it is stored, with the revision to change it against."""
    pending = call.scripts.writes.orders.get((call.site_id, order_no)) if call.scripts is not None else None
    if pending is not None:
        return {"document": msgspec.Raw(pending.body), "revision": pending.revision}
    found = await call.store.order(call.site_id, order_no)
    return None if found is None else {"document": msgspec.Raw(found.body), "revision": found.revision}


async def _order_transition(call: Call, asked: list[str]) -> str | None:
    """Return what a change of status does besides; None where the server's matrix has no such change."""
    try:
        return check_transition(asked[0], asked[1])
    except faults.Fault:
        return None


async def _retake(call: Call, asked: dict[str, Any]) -> str | None:
    """Return what keeps a failed or cancelled order from taking again what it gave back; None where nothing does."""
    order = container_of(call, asked)
    stock = await stock_of(call, order)
    if short_items(order, call.site.shop, call.products, stock):
        return "INVENTORY_RESERVATION_FAILED"
    known = (await call.load_shopper(order)).redemptions if order.coupon_items else Redemptions()
    coupons = call.site.shop.coupons.by_id
    return None if isinstance(order, Order) and may_redeem_again(order, coupons, known) else "COUPON_INVALID"


async def _order_no(call: Call, _: Any) -> str:
    return await call.server.numbers.next(call.site_id, "order")


async def _numbers_of_placed(call: Call, shipments: int) -> dict[str, Any]:
    """Return the numbers that an order is given when it is placed: of its invoice, and of so many shipments."""
    numbers = call.server.numbers
    return {
        "invoice": await numbers.next(call.site_id, "invoice"),
        "shipments": [
            await numbers.next(call.site_id, "shipment") for _ in range(min(int(shipments), _MOST_SHIPMENTS))
        ],
    }


async def _search_orders(call: Call, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the orders of the site that a script's query finds, as many as a page may have."""
    custom = await custom_fields(call)
    query = asked["query"]
    if isinstance(query, dict):
        expression = order_map(query, custom)
    else:
        expression = order_query(str(query or ""), asked["args"], custom)
    sorts = order_sorts(asked.get("sort"))
    start, most = int(asked.get("start", 0)), call.server.settings.page_size
    found = await call.store.search_orders(
        call.site_id, expression, sorts, start, most, call.server.settings.search_seconds
    )
    numbers = [stored.decode(Order, body).order_no or "" for body in found.bodies]
    orders = [await _order(call, number) for number in numbers]
    return [order for order in orders if order is not None]


async def keep_order(call: Call, change: dict[str, Any]) -> None:
    """Take an order that a script changed, beside that of the request, into the request's unit of work.

    Fault STATUS_TRANSITION_NOT_POSSIBLE; LookupError for an order that changed since the script read it.
    """
    order_no = change["order_no"]
    made = scripts_of(call).new_orders.get(order_no)
    if made is not None and ("order", call.site_id, order_no) not in scripts_of(call).writes.written:
        return await keep_new_order(call, _changed(call, change), made)
    found = await call.own_store.order(call.site_id, order_no)
    seen = scripts_of(call).writes.written.get(("order", call.site_id, order_no), 0)
    if found is None or found.revision != max(seen, change["revision"]):
        raise LookupError(f"the order {order_no} was changed since the script read it")
    before, order = stored.decode(Order, found.body), _changed(call, change)
    takes: list[Take] = [*await follow_status(call, order, before.status or "created")]
    takes += [*await redemption_takes(call, order, held_by(before)), *sold_takes(call, order, before.status)]
    order.last_modified = call.now_text
    write = OrderWrite(order_columns(call, order), stored.encode(order), found.revision, tuple(takes))
    scripts_of(call).writes.orders[call.site_id, order_no] = write
    return None


def _changed(call: Call, change: dict[str, Any]) -> Order:
    try:
        order = msgspec.convert(change["document"], Order, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(f"a script left an Order that is none: {error}") from None
    if order.order_no != change["order_no"] or order.site_id not in (None, call.site_id):
        raise PermissionError("an order keeps its number and its site")
    fill_digits(order, quantum(order.currency or call.site.shop.currency))
    return order


OPERATIONS: dict[str, ScriptOperation] = {
    "new_id": _new_id,
    "order": _order,
    "order_transition": _order_transition,
    "order_no": _order_no,
    "numbers_of_placed": _numbers_of_placed,
    "retake": _retake,
    "search_orders": _search_orders,
}
