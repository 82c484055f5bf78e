"""Extension points of coupons in a basket, following section 3 of the hook reference."""

from counterfoil.hooks.point import RECALCULATES, SHOP, Point, point

_COUPON = SHOP + "basket.coupon."

POINTS: tuple[Point, ...] = (
    point(_COUPON + "beforePOST", "basket coupon_item", "before a coupon code is entered", since="15.8"),
    point(
        _COUPON + "afterPOST",
        "basket coupon_item",
        "after a coupon code was entered",
        since="15.8",
        default=RECALCULATES,
    ),
    point(_COUPON + "modifyPOSTResponse", "basket document coupon_item", "the answer of POST coupons", since="15.8"),
    point(_COUPON + "beforeDELETE", "basket coupon_item_id", "before a coupon code is taken out", since="15.8"),
    point(
        _COUPON + "afterDELETE",
        "basket coupon_item_id",
        "after a coupon code was taken out",
        since="15.8",
        default=RECALCULATES,
    ),
    point(
        _COUPON + "modifyDELETEResponse",
        "basket document coupon_item_id",
        "the answer of DELETE coupons/{coupon_item_id}",
        since="15.8",
    ),
)
