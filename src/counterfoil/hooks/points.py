"""The table of extension points, following the hook reference: name, arguments, versions, one line.

``payment`` marks the points whose hooks may see a card number and security code.
"""

from typing import NamedTuple

from counterfoil.versions import Version, parse_version


class Point(NamedTuple):
    """An extension point: where a hook can be registered."""

    name: str
    arguments: tuple[str, ...]
    summary: str
    since: Version | None = None
    until: Version | None = None
    payment: bool = False


_15_6 = parse_version("15.6")
_15_8 = parse_version("15.8")
_17_3 = parse_version("17.3")
_SHOP = "dw.ocapi.shop."


def _point(
    name: str,
    arguments: str,
    summary: str,
    *,
    since: Version | None = None,
    until: Version | None = None,
    payment: bool = False,
) -> Point:
    return Point(name, tuple(arguments.split()), summary, since, until, payment)


POINTS: tuple[Point, ...] = (
    _point(
        _SHOP + "order.beforePaymentAuthorize",
        "order payment_instrument",
        "first step of payment_authorize; the request may be None",
        until=_15_6,
        payment=True,
    ),
    _point(
        _SHOP + "order.afterPaymentAuthorize",
        "order payment_instrument",
        "last step of payment_authorize; the request may be None",
        until=_15_6,
        payment=True,
    ),
    _point(_SHOP + "order.beforePOST", "basket", "before a basket becomes an order", since=_17_3),
    _point(_SHOP + "order.afterPOST", "order", "after a basket became an order, before the commit", since=_17_3),
    _point(_SHOP + "order.modifyPOSTResponse", "order document", "the answer of POST orders", since=_17_3),
    _point(_SHOP + "order.beforeGET", "order_no", "before an order is read"),
    _point(_SHOP + "order.modifyGETResponse", "order document", "the answer of GET orders/{order_no}"),
    _point(
        _SHOP + "order.payment_instrument.beforePOST",
        "order payment_instrument",
        "before a payment instrument is added to an order",
        since=_15_6,
        payment=True,
    ),
    _point(
        _SHOP + "order.payment_instrument.afterPOST",
        "order payment_instrument successfully_authorized",
        "after a payment instrument was added; the default places the order when enough is authorised",
        since=_15_6,
        payment=True,
    ),
    _point(
        _SHOP + "order.payment_instrument.modifyPOSTResponse",
        "order document",
        "the answer of POST payment_instruments",
        since=_15_6,
    ),
    _point(
        _SHOP + "order.payment_instrument.beforePATCH",
        "order order_payment_instrument payment_instrument",
        "before a payment instrument of an order is changed",
        since=_15_6,
        payment=True,
    ),
    _point(
        _SHOP + "order.payment_instrument.afterPATCH",
        "order order_payment_instrument payment_instrument successfully_authorized",
        "after a payment instrument was changed; the default places the order when enough is authorised",
        since=_15_6,
        payment=True,
    ),
    _point(
        _SHOP + "order.payment_instrument.modifyPATCHResponse",
        "order document",
        "the answer of PATCH payment_instruments/{payment_instrument_id}",
        since=_15_6,
    ),
    _point(
        _SHOP + "basket.beforePOST", "basket_request", "before a basket is made; the request may be None", since=_15_8
    ),
    _point(_SHOP + "basket.afterPOST", "basket", "after a basket was made, before the commit", since=_15_8),
    _point(_SHOP + "basket.modifyPOSTResponse", "basket document", "the answer of POST baskets", since=_15_8),
    _point(_SHOP + "basket.beforeGET", "basket_id", "before a basket is read", since=_15_8),
    _point(_SHOP + "basket.modifyGETResponse", "basket document", "the answer of GET baskets/{basket_id}", since=_15_8),
    _point(_SHOP + "basket.beforePATCH", "basket basket_request", "before a basket is changed", since=_15_8),
    _point(_SHOP + "basket.afterPATCH", "basket basket_request", "after a basket was changed", since=_15_8),
    _point(
        _SHOP + "basket.modifyPATCHResponse", "basket document", "the answer of PATCH baskets/{basket_id}", since=_15_8
    ),
    _point(_SHOP + "basket.beforeDELETE", "basket", "before a basket is deleted", since=_15_8),
    _point(_SHOP + "basket.afterDELETE", "basket_id", "after a basket was deleted, before the commit", since=_15_8),
    _point(_SHOP + "auth.beforePOST", "authorization_type", "before a customer is authenticated", since=_15_8),
    _point(_SHOP + "auth.afterPOST", "customer authorization_type", "after a customer was authenticated", since=_15_8),
    _point(_SHOP + "product.beforeGET", "product_id", "before a product is read"),
    _point(_SHOP + "product.modifyGETResponse", "product document", "the answer of GET products/{id}"),
    _point("dw.order.calculate", "line_item_container", "the one recalculation pass of a basket"),
    _point("dw.order.createOrderNo", "", "the number of the next order; at most 50 characters"),
    _point(
        "dw.order.payment.authorize",
        "order order_payment_instrument",
        "authorise an instrument that is not a card",
        payment=True,
    ),
    _point(
        "dw.order.payment.authorizeCreditCard",
        "order order_payment_instrument security_code",
        "authorise a card; the security code may be None",
        payment=True,
    ),
)

BY_NAME: dict[str, Point] = {point.name: point for point in POINTS}
