"""The orders and the open baskets of a customer. Follows sections 6.4 and 6.5 of the resource reference."""

from counterfoil import faults
from counterfoil.documents import stored
from counterfoil.documents.basket import Basket, BasketsResult
from counterfoil.documents.enums import ORDER_STATUSES
from counterfoil.documents.order import CustomerOrderResult, Order
from counterfoil.documents.redact import redact
from counterfoil.shop.access import require_every_site, require_shopper
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.customer_store import answer_part, is_own_guest, open_or_guest
from counterfoil.shop.paging import Page, page_urls, read_page
from counterfoil.shop.parameters import boolean, instant
from counterfoil.store.records import OrderPage

_ORDERS = "dw.ocapi.shop.customer.orders."
_BASKETS = "dw.ocapi.shop.customer.baskets."
_DEFAULT_COUNT = 10


async def list_customer_orders(call: Call) -> Answer:
    """Return a page of a customer's orders, newest first; those of other sites when asked for. A guest has none.

    Faults: INVALID_CUSTOMER, CUSTOMER_ID_NOT_FOUND, INVALID_ORDER_STATUS, MALFORMED_PARAMETER,
    VALUE_CONSTRAINT_VIOLATION, START_AFTER_END, USER_ACCESS_FORBIDDEN for an agent of some sites who asks for all.
    """
    require_shopper(call)
    wanted = read_page(call, _DEFAULT_COUNT)
    await call.before(_ORDERS + "beforeGET", call.path["customer_id"])
    customer = await open_or_guest(call)
    page = await _orders(call, wanted)
    following, previous = page_urls(call, wanted, page.total)
    result = CustomerOrderResult(
        count=len(page.bodies),
        data=[stored.decode(Order, body) for body in page.bodies],
        start=wanted.start,
        total=page.total,
        next=following,
        previous=previous,
    )
    return await answer_part(call, customer, result, _ORDERS + "modifyGETResponse_v2")


async def list_customer_baskets(call: Call) -> Answer:
    """Return the open baskets of a customer, a guest's own too, but for those that scripts made for a while.

    Faults: INVALID_CUSTOMER, CUSTOMER_ID_NOT_FOUND.
    """
    require_shopper(call)
    await call.before(_BASKETS + "beforeGET", call.path["customer_id"])
    customer = await open_or_guest(call)
    entries = await call.store.open_baskets(call.site_id, call.path["customer_id"], call.now)
    found = [await call.store.basket(call.site_id, entry.basket_id, call.now) for entry in entries]
    baskets = [stored.decode(Basket, one.body) for one in found if one is not None]
    baskets = [basket for basket in baskets if not basket.temporary]
    result = BasketsResult(baskets=baskets, total=len(baskets))
    return await answer_part(call, customer, result, _BASKETS + "modifyGETResponse_v2")


async def _orders(call: Call, wanted: Page) -> OrderPage:
    statuses, since, until = _statuses(call), instant(call, "from"), instant(call, "until")
    if since is not None and until is not None and since > until:
        raise faults.START_AFTER_END(
            document="customer_order_result", start_date=call.query["from"], end_date=call.query["until"]
        )
    everywhere = boolean(call, "cross_sites") or boolean(call, "cross-sites")
    if everywhere:
        require_every_site(call)
    if is_own_guest(call):
        return OrderPage(0, [])
    site_id = None if everywhere else call.site_id
    customer_id = call.path["customer_id"]
    return await call.store.list_orders(site_id, customer_id, statuses, since, until, *wanted)


def _statuses(call: Call) -> list[str] | None:
    """Return the statuses asked for, None for all; fault INVALID_ORDER_STATUS."""
    asked = [part.strip() for part in call.query.get("status", "").split(",") if part.strip()]
    for status in asked:
        if status not in ORDER_STATUSES:
            raise faults.INVALID_ORDER_STATUS(status=redact(status))
    return list(dict.fromkeys(asked)) or None
