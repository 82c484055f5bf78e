"""The orders resource: submit a basket, read an order. Follows sections 1.2, 2.1 and 2.3 of the resource reference."""

from counterfoil import faults
from counterfoil.ambient import new_token
from counterfoil.commerce.checkout import check_submit, order_from_basket
from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.shop.access import may_read_order, require_shopper
from counterfoil.shop.basket_store import Loaded, flashes_of, load_basket
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.order_store import (
    LoadedOrder,
    follow_status,
    keep_order_answer,
    load_order,
    order_columns,
    takes_of,
)
from counterfoil.store.records import Conflict, DuplicateOrder, Lease, OutOfStock

_POINT = "dw.ocapi.shop.order."
_NUMBER_TRIES = 3


async def submit_order(call: Call) -> Answer:
    """Make an order of a basket; once only, whatever is retried or raced.

    Faults: INVALID_BASKET_ID, BASKET_NOT_FOUND, INVALID_CUSTOMER, VALIDATION, PRODUCT_ITEM_NOT_AVAILABLE,
    ORDER_ALREADY_EXISTS for a number a hook gave twice, RESOURCE_STATE_CONFLICT while another submits the basket.
    """
    require_shopper(call)
    request = call.body
    basket_id = request.basket_id if isinstance(request, Basket) else None
    if not basket_id:
        raise faults.INVALID_BASKET_ID()
    points = (_POINT + "beforePOST", "dw.order.calculate", "dw.order.createOrderNo", _POINT + "afterPOST")
    loaded = await load_basket(call, basket_id)
    async with call.lease("basket:" + basket_id, *points) as lease:
        if lease.taken:
            loaded = await load_basket(call, basket_id)
        order, body = await _submit(call, loaded, lease.taken)
    return await call.stateful(order, body, 1, _POINT + "modifyPOSTResponse")


async def _submit(call: Call, loaded: Loaded, lease: Lease | None) -> tuple[Order, bytes]:
    basket = loaded.basket
    await call.before(_POINT + "beforePOST", basket)
    await call.calculate(basket)
    check_submit(await flashes_of(call, basket))
    for _ in range(_NUMBER_TRIES):
        order = await _make_order(call, basket)
        await call.after(_POINT + "afterPOST", order)
        takes = [*await takes_of(call, order), *await follow_status(call, order, "created")]
        body = stored.encode(order)
        await keep_order_answer(call, order, body, 1)
        try:
            await call.store.submit(order_columns(call, order, basket.basket_id), body, loaded.revision, takes, lease)
        except DuplicateOrder as duplicate:
            if duplicate.key == "basket_id":
                raise faults.BASKET_NOT_FOUND(basket_id=basket.basket_id or "") from None
            if call.server.hooks.registered(_POINT + "afterPOST", "dw.order.createOrderNo"):
                raise faults.ORDER_ALREADY_EXISTS(order_no=order.order_no or "") from None
            continue  # an imported order had the number; the sequence goes on behind it
        except Conflict:
            raise await _lost(call, basket.basket_id or "") from None
        except OutOfStock as short:
            raise _not_available(basket, short) from None
        return order, body
    raise faults.STORE_UNAVAILABLE()


async def get_order(call: Call) -> Answer:
    """Return an order to its owner or an agent; for everybody else, as for an unknown number, ORDER_NOT_FOUND."""
    order_no = call.path["order_no"]
    await call.before(_POINT + "beforeGET", order_no)
    if call.server.hooks.registered(_POINT + "modifyGETResponse"):
        loaded = await load_visible_order(call, order_no)
        return await answer_order(call, loaded, _POINT + "modifyGETResponse")
    found = await call.store.order(call.site_id, order_no)
    if found is None or not may_read_order(call, found.customer_id):
        raise faults.ORDER_NOT_FOUND(order_no=order_no)
    return await call.stored(Order(order_no=order_no), found.body, found.revision)


async def load_visible_order(call: Call, order_no: str, known: LoadedOrder | None = None) -> LoadedOrder:
    """Return an order the caller may see; fault ORDER_NOT_FOUND."""
    loaded = await load_order(call, order_no, known)
    if loaded is None or not may_read_order(call, loaded.customer_id):
        raise faults.ORDER_NOT_FOUND(order_no=order_no)
    return loaded


async def answer_order(call: Call, loaded: LoadedOrder, point: str | None) -> Answer:
    """Answer an order with its state."""
    return await call.stateful(loaded.order, loaded.body, loaded.revision, point)


async def _make_order(call: Call, basket: Basket) -> Order:
    caller = call.caller
    return order_from_basket(
        basket,
        order_no=await next_order_no(call),
        order_token=new_token(call.server.ambient),
        now_text=call.now_text,
        created_by=caller.agent or "Customer",
        channel_type="callcenter" if caller.is_agent else "storefront",
        site_id=call.site_id,
    )


async def next_order_no(call: Call) -> str:
    """Return the number of the next order: from the hook dw.order.createOrderNo, else from the site's sequence."""
    answer = await call.ask("dw.order.createOrderNo")
    if isinstance(answer, str) and answer.strip():
        return answer.strip()[:50]
    return await call.server.numbers.next(call.site_id, "order")


async def _lost(call: Call, basket_id: str) -> faults.Fault:
    """Name the fault of a submit that found its basket changed: gone, or at another revision."""
    if await call.store.basket(call.site_id, basket_id, call.now) is None:
        return faults.BASKET_NOT_FOUND(basket_id=basket_id)
    return faults.RESOURCE_STATE_CONFLICT(client="", server="changed")


def _not_available(basket: Basket, short: OutOfStock) -> faults.Fault:
    quantity = sum(item.quantity or 0 for item in basket.product_items or () if item.product_id == short.product_id)
    return faults.PRODUCT_ITEM_NOT_AVAILABLE(product_id=short.product_id, quantity=quantity)
