"""The early list of a customer's orders. Follows section 1.1 of the resource reference."""

from counterfoil import faults
from counterfoil.documents import stored
from counterfoil.documents.enums import ORDER_STATUSES
from counterfoil.documents.order import Order, OrderResult
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.paging import Page, page_urls, read_page
from counterfoil.shop.parameters import instant

_FILTERS = ("status", "from", "until")


async def list_orders(call: Call) -> Answer:
    """Return a page of the session customer's orders, newest first; a guest has none to list.

    Faults: INVALID_ORDER_STATUS, MALFORMED_PARAMETER, VALUE_CONSTRAINT_VIOLATION, START_AFTER_END.
    """
    wanted = read_page(call)
    status = call.query.get("status") or None
    if status is not None and status not in ORDER_STATUSES:
        raise faults.INVALID_ORDER_STATUS(status=status)
    from_, until = instant(call, "from"), instant(call, "until")
    if from_ is not None and until is not None and from_ > until:
        raise faults.START_AFTER_END(
            document="order_result", start_date=call.query["from"], end_date=call.query["until"]
        )
    total = 0
    bodies: list[bytes] = []
    if call.caller.is_customer and call.caller.registered:
        statuses = [status] if status else None
        total, bodies = await call.store.list_orders(
            call.site_id, call.caller.customer_id, statuses, from_, until, *wanted
        )
    return await call.answer(_result(call, wanted, status, total, bodies))


def _result(call: Call, wanted: Page, status: str | None, total: int, bodies: list[bytes]) -> OrderResult:
    following, previous = page_urls(call, wanted, total, _FILTERS)
    return OrderResult(
        count=len(bodies),
        data=[stored.decode(Order, body) for body in bodies],
        start=wanted.start,
        status=status,
        total=total,
        from_=call.query.get("from") or None,
        until=call.query.get("until") or None,
        next=following,
        previous=previous,
    )
