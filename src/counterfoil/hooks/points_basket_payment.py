"""Extension points of the payment of a basket, following section 3 of the hook reference.

The requests hold card numbers, so that all points which are given one are payment points.
"""

from counterfoil.hooks.point import RECALCULATES, SHOP, Point, point

_INSTRUMENT = SHOP + "basket.payment_instrument."
_METHODS = SHOP + "basket.payment_methods."

POINTS: tuple[Point, ...] = (
    point(
        _INSTRUMENT + "beforePOST",
        "basket payment_instrument",
        "before a payment instrument is added to a basket",
        since="15.8",
        payment=True,
    ),
    point(
        _INSTRUMENT + "afterPOST",
        "basket payment_instrument",
        "after a payment instrument was added to a basket",
        since="15.8",
        payment=True,
        default=RECALCULATES,
    ),
    point(
        _INSTRUMENT + "modifyPOSTResponse",
        "basket document payment_instrument",
        "the answer of POST payment_instruments",
        since="15.8",
        payment=True,
    ),
    point(
        _INSTRUMENT + "beforePATCH",
        "basket order_payment_instrument payment_instrument",
        "before a payment instrument of a basket is changed",
        since="15.8",
        payment=True,
    ),
    point(
        _INSTRUMENT + "afterPATCH",
        "basket order_payment_instrument payment_instrument",
        "after a payment instrument of a basket was changed",
        since="15.8",
        payment=True,
        default=RECALCULATES,
    ),
    point(
        _INSTRUMENT + "modifyPATCHResponse",
        "basket document payment_instrument_id",
        "the answer of PATCH payment_instruments/{payment_instrument_id}",
        since="15.8",
    ),
    point(
        _INSTRUMENT + "beforeDELETE",
        "basket order_payment_instrument",
        "before a payment instrument of a basket is removed",
        since="15.8",
    ),
    point(
        _INSTRUMENT + "afterDELETE",
        "basket",
        "after a payment instrument of a basket was removed",
        since="15.8",
        default=RECALCULATES,
    ),
    point(
        _INSTRUMENT + "modifyDELETEResponse",
        "basket document payment_instrument_id",
        "the answer of DELETE payment_instruments/{payment_instrument_id}",
        since="15.8",
    ),
    point(_METHODS + "beforeGET", "basket_id", "before the payment methods of a basket are listed", since="15.8"),
    point(_METHODS + "afterGET", "basket payment_methods", "after the payment methods were found", since="15.8"),
    point(_METHODS + "modifyGETResponse", "document", "the answer of GET payment_methods", since="15.8"),
    point(_METHODS + "modifyGETResponse_v2", "basket document", "the same, with the basket", since="15.8"),
)
