"""Change an order: status along the matrix, custom attributes. Follows section 2.4 of the resource reference."""

from counterfoil.commerce.custom_attributes import change_custom
from counterfoil.commerce.order_status import check_transition, place
from counterfoil.commerce.payment import refuse_card_numbers_in
from counterfoil.documents.order import Order
from counterfoil.shop.access import require_handler
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.orders import answer_order, channel_type, open_order

_POINT = "dw.ocapi.shop.order."


async def patch_order(call: Call) -> Answer:
    """Change status and custom attributes; all else in the document is ignored.

    Faults: ORDER_NOT_FOUND, those of require_handler, STATUS_TRANSITION_NOT_POSSIBLE, PRODUCT_ITEM_NOT_AVAILABLE when
    a cancelled order cannot have its stock again, PROPERTY_CONSTRAINT_VIOLATION for a card number,
    RESOURCE_STATE_CONFLICT, INVALID_IF_MATCH.
    """
    loaded = await open_order(call)
    require_handler(call)
    request = call.body if isinstance(call.body, Order) else Order()
    async with call.lease("order:" + call.path["order_no"], _POINT + "beforePATCH", _POINT + "afterPATCH") as lease:
        if lease.taken:
            loaded = await open_order(call, loaded)
        order = loaded.order
        await call.before(_POINT + "beforePATCH", order, request)
        _change(call, order, request)
        await call.after(_POINT + "afterPATCH", order, request)
        loaded = await loaded.save(call, lease=lease)
    return await answer_order(call, loaded, _POINT + "modifyPATCHResponse")


def _change(call: Call, order: Order, request: Order) -> None:
    if request.status is not None:
        may_place = call.server.settings.place_by_patch
        if check_transition(order.status or "created", request.status, may_place=may_place) == "place":
            place(order)
        order.status = request.status
    refuse_card_numbers_in(request.custom, "order")
    change_custom(order.custom, request.custom, call.present)
    order.channel_type = channel_type(call)
