"""Extension points of gift certificates, following section 3 of the hook reference; the last is this server's own."""

from counterfoil.hooks.point import RECALCULATES, SHOP, Point, point

_ITEM = SHOP + "basket.gift_certificate_item."
_ID = "gift_certificate_item_id"

POINTS: tuple[Point, ...] = (
    point(
        _ITEM + "beforePOST",
        "basket gift_certificate_item",
        "before a gift certificate is put into a basket",
        since="15.8",
    ),
    point(
        _ITEM + "afterPOST",
        "basket gift_certificate_item",
        "after a gift certificate was put into a basket",
        since="15.8",
        default=RECALCULATES,
    ),
    point(
        _ITEM + "modifyPOSTResponse",
        "basket document gift_certificate_item",
        "the answer of POST gift_certificate_items",
        since="15.8",
    ),
    point(
        _ITEM + "beforePATCH",
        f"basket {_ID} gift_certificate_item",
        "before a gift certificate in a basket is changed",
        since="18.1",
    ),
    point(
        _ITEM + "afterPATCH",
        f"basket {_ID} gift_certificate_item",
        "after a gift certificate in a basket was changed",
        since="18.1",
        default=RECALCULATES,
    ),
    point(
        _ITEM + "modifyPATCHResponse",
        f"basket document {_ID} gift_certificate_item",
        "the answer of PATCH gift_certificate_items/{gift_certificate_item_id}",
        since="18.1",
    ),
    point(_ITEM + "beforeDELETE", f"basket {_ID}", "before a gift certificate is taken out of a basket", since="18.1"),
    point(
        _ITEM + "afterDELETE",
        f"basket {_ID}",
        "after a gift certificate was taken out of a basket",
        since="18.1",
        default=RECALCULATES,
    ),
    point(
        _ITEM + "modifyDELETEResponse",
        f"basket document {_ID}",
        "the answer of DELETE gift_certificate_items/{gift_certificate_item_id}",
        since="18.1",
    ),
    point(
        SHOP + "gift_certificate.beforePOST",
        "gift_certificate_request",
        "before a gift certificate is read; the request has its code",
        since="15.8",
    ),
    point(
        SHOP + "gift_certificate.modifyPOSTResponse",
        "gift_certificate document",
        "the answer of POST gift_certificate",
        since="15.8",
    ),
    point(
        "counterfoil.gift_certificate.created",
        "order gift_certificate gift_certificate_code",
        "a gift certificate was made for an order, before the commit: the only time that its code is told",
    ),
)
