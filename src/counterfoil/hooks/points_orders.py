"""Extension points of orders, following section 3 of the hook reference."""

from counterfoil.hooks.point import SHOP, Point, point

POINTS: tuple[Point, ...] = (
    point(
        SHOP + "order.beforePaymentAuthorize",
        "order payment_instrument",
        "first step of payment_authorize; the request may be None",
        until="15.6",
        payment=True,
    ),
    point(
        SHOP + "order.afterPaymentAuthorize",
        "order payment_instrument",
        "last step of payment_authorize; the request may be None",
        until="15.6",
        payment=True,
    ),
    point(SHOP + "order.beforePOST", "basket", "before a basket becomes an order", since="17.3"),
    point(SHOP + "order.afterPOST", "order", "after a basket became an order, before the commit", since="17.3"),
    point(SHOP + "order.modifyPOSTResponse", "order document", "the answer of POST orders", since="17.3"),
    point(SHOP + "order.beforeGET", "order_no", "before an order is read"),
    point(SHOP + "order.modifyGETResponse", "order document", "the answer of GET orders/{order_no}"),
    point(
        SHOP + "order.payment_instrument.beforePOST",
        "order payment_instrument",
        "before a payment instrument is added to an order",
        since="15.6",
        payment=True,
    ),
    point(
        SHOP + "order.payment_instrument.afterPOST",
        "order payment_instrument successfully_authorized",
        "after a payment instrument was added; the default places the order when enough is authorised",
        since="15.6",
        payment=True,
    ),
    point(
        SHOP + "order.payment_instrument.modifyPOSTResponse",
        "order document",
        "the answer of POST payment_instruments",
        since="15.6",
    ),
    point(
        SHOP + "order.payment_instrument.beforePATCH",
        "order order_payment_instrument payment_instrument",
        "before a payment instrument of an order is changed",
        since="15.6",
        payment=True,
    ),
    point(
        SHOP + "order.payment_instrument.afterPATCH",
        "order order_payment_instrument payment_instrument successfully_authorized",
        "after a payment instrument was changed; the default places the order when enough is authorised",
        since="15.6",
        payment=True,
    ),
    point(
        SHOP + "order.payment_instrument.modifyPATCHResponse",
        "order document",
        "the answer of PATCH payment_instruments/{payment_instrument_id}",
        since="15.6",
    ),
)
