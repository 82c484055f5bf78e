"""Extension points of manual price adjustments, following section 3 of the hook reference."""

from counterfoil.hooks.point import RECALCULATES, SHOP, Point, point

_ADJUSTMENT = SHOP + "basket.price_adjustment."

POINTS: tuple[Point, ...] = (
    point(
        _ADJUSTMENT + "beforePOST",
        "basket price_adjustment_request",
        "before a manual price adjustment is added",
        since="15.8",
    ),
    point(
        _ADJUSTMENT + "afterPOST",
        "basket price_adjustment_request",
        "after a manual price adjustment was added",
        since="15.8",
        default=RECALCULATES,
    ),
    point(
        _ADJUSTMENT + "modifyPOSTResponse",
        "basket document price_adjustment_request",
        "the answer of POST price_adjustments",
        since="15.8",
    ),
    point(
        _ADJUSTMENT + "beforePATCH",
        "basket price_adjustment price_adjustment_request",
        "before a manual price adjustment is changed",
        since="15.8",
    ),
    point(
        _ADJUSTMENT + "afterPATCH",
        "basket price_adjustment price_adjustment_request",
        "after a manual price adjustment was changed",
        since="15.8",
        default=RECALCULATES,
    ),
    point(
        _ADJUSTMENT + "modifyPATCHResponse",
        "basket document price_adjustment_id",
        "the answer of PATCH price_adjustments/{price_adjustment_id}",
        since="15.8",
    ),
    point(
        _ADJUSTMENT + "beforeDELETE",
        "basket price_adjustment_id",
        "before a manual price adjustment is taken away",
        since="15.8",
    ),
    point(
        _ADJUSTMENT + "afterDELETE",
        "basket price_adjustment_id",
        "after a manual price adjustment was taken away",
        since="15.8",
        default=RECALCULATES,
    ),
    point(
        _ADJUSTMENT + "modifyDELETEResponse",
        "basket document price_adjustment_id",
        "the answer of DELETE price_adjustments/{price_adjustment_id}",
        since="15.8",
    ),
)
