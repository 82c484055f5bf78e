"""Extension points of baskets, following section 3 of the hook reference."""

from counterfoil.hooks.point import RECALCULATES, SHOP, Point, point

POINTS: tuple[Point, ...] = (
    point(
        SHOP + "basket.beforePOST", "basket_request", "before a basket is made; the request may be None", since="15.8"
    ),
    point(
        SHOP + "basket.beforePOST_v2",
        "basket_request",
        "the same, after the hooks of beforePOST",
        since="15.8",
    ),
    point(
        SHOP + "basket.afterPOST",
        "basket",
        "after a basket was made, before the commit",
        since="15.8",
        default=RECALCULATES,
    ),
    point(SHOP + "basket.modifyPOSTResponse", "basket document", "the answer of POST baskets", since="15.8"),
    point(SHOP + "basket.beforeGET", "basket_id", "before a basket is read", since="15.8"),
    point(SHOP + "basket.modifyGETResponse", "basket document", "the answer of GET baskets/{basket_id}", since="15.8"),
    point(SHOP + "basket.beforePATCH", "basket basket_request", "before a basket is changed", since="15.8"),
    point(
        SHOP + "basket.afterPATCH",
        "basket basket_request",
        "after a basket was changed",
        since="15.8",
        default=RECALCULATES,
    ),
    point(
        SHOP + "basket.modifyPATCHResponse", "basket document", "the answer of PATCH baskets/{basket_id}", since="15.8"
    ),
    point(SHOP + "basket.beforeDELETE", "basket", "before a basket is deleted", since="15.8"),
    point(SHOP + "basket.afterDELETE", "basket_id", "after a basket was deleted, before the commit", since="15.8"),
    point(
        SHOP + "basket.customer.beforePUT", "basket customer_info", "before a basket gets its customer", since="15.8"
    ),
    point(
        SHOP + "basket.customer.afterPUT",
        "basket customer_info",
        "after a basket got its customer",
        since="15.8",
        default=RECALCULATES,
    ),
    point(
        SHOP + "basket.customer.modifyPUTResponse",
        "basket document customer_info",
        "the answer of PUT customer",
        since="15.8",
    ),
    point(
        "dw.ocapi.baskets.actions.afterMerge",
        "basket",
        "after a guest's basket went into one of the caller (POST baskets/reference)",
        since="24.5",
        default=RECALCULATES,
    ),
    point(
        "dw.ocapi.baskets.actions.afterTransfer",
        "basket",
        "after a guest's basket went over to the customer he has become; an ERROR leaves it with the guest",
        since="24.5",
        default=RECALCULATES,
    ),
    point(
        SHOP + "basket.validateBasket",
        "document during_submit",
        "with every answer of a basket, and before a submit: may add flashes, or refuse it",
        since="15.8",
    ),
)
