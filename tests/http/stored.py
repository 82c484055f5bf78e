"""Orders and sessions put into a server's store as they are, for tests of what the API answers about them."""

import hashlib
from typing import Any

import msgspec
from tests.api import NOW, Api
from tests.documents.samples import seed_order

from counterfoil.documents import stored
from counterfoil.documents.order import Order
from counterfoil.identity.sessions import SessionBody
from counterfoil.store.records import BasketColumns, OrderColumns, Session
from counterfoil.timestamps import instant_of

DAY = 24 * 3600 * 1000


def put_order(api: Api, order: Order, site_id: str = "RefArch") -> Order:
    """Store an order with the columns it is found by, through the door of every order: a basket that is submitted."""
    store = api.application.server.store
    customer_id = order.customer_info.customer_id if order.customer_info else None
    basket_id = hashlib.sha256((order.order_no or "").encode()).hexdigest()[:26]
    basket = BasketColumns(site_id, basket_id, customer_id, None, NOW, NOW + DAY)
    created = instant_of(order.creation_date or "")
    columns = OrderColumns(
        site_id,
        order.order_no or "",
        basket_id,
        created,
        created,
        customer_id=customer_id,
        status=order.status or "created",
    )

    async def put() -> None:
        await store.insert_basket(basket, b"{}")
        await store.submit(columns, stored.encode(order), 1)

    api.run(put())
    return order


def page_order(number: int = 1234567890, **changes: Any) -> Order:
    """Return the order of the 15.2 page, with its method as this server keeps it."""
    order = seed_order()
    order.order_no = str(number)
    assert order.payment_instruments
    order.payment_instruments[0].payment_method_id = "CREDIT_CARD"
    return msgspec.structs.replace(order, **changes)


def put_session(api: Api, session_id: str, secure_token: str, customer_id: str, *, registered: bool = True) -> None:
    """Store the session of cookies that were not made by this server."""
    body = SessionBody(
        customer_id=customer_id,
        registered=registered,
        secure_digest=hashlib.sha256(secure_token.encode()).digest(),
        seen=NOW,
        ends=NOW + DAY,
    )
    name = hashlib.sha256(session_id.encode()).digest()
    session = Session("RefArch", name, msgspec.msgpack.encode(body), NOW + DAY)
    api.run(api.application.server.store.put_session(session))
