"""The early list of a customer's orders. Follows section 1.1 of the resource reference."""

from urllib.parse import quote

from counterfoil import faults
from counterfoil.documents import stored
from counterfoil.documents.enums import ORDER_STATUSES
from counterfoil.documents.order import Order, OrderResult
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.parameters import instant, integer

_DEFAULT_COUNT = 25
_MOST = 200


async def list_orders(call: Call) -> Answer:
    """Return a page of the session customer's orders, newest first; a guest has none to list.

    Faults: INVALID_ORDER_STATUS, MALFORMED_PARAMETER, VALUE_CONSTRAINT_VIOLATION, START_AFTER_END.
    """
    start = integer(call, "start", 0, least=0, most=None)
    count = integer(call, "count", _DEFAULT_COUNT, least=1, most=_MOST)
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
            call.site_id, call.caller.customer_id, statuses, from_, until, start, count
        )
    return await call.answer(_result(call, start, count, status, total, bodies))


def _result(call: Call, start: int, count: int, status: str | None, total: int, bodies: list[bytes]) -> OrderResult:
    def page(first: int) -> str:
        parts = [("count", str(count)), ("status", status), ("start", str(first))]
        parts += [(name, call.query.get(name)) for name in ("from", "until")]
        query = "&".join(f"{name}={quote(value, safe=':')}" for name, value in parts if value)
        return f"{call.base_url}/orders?{query}"

    return OrderResult(
        count=len(bodies),
        data=[stored.decode(Order, body) for body in bodies],
        start=start,
        status=status,
        total=total,
        from_=call.query.get("from") or None,
        until=call.query.get("until") or None,
        next=page(start + count) if start + count < total else None,
        previous=page(max(0, start - count)) if start > 0 else None,
    )
