"""Extension points of what is in a basket: items, shipments, addresses. Follows section 3 of the hook reference."""

from counterfoil.hooks.point import SHOP, Point, point

POINTS: tuple[Point, ...] = (
    point(SHOP + "basket.items.beforePOST", "basket product_items", "before product items are added", since="15.8"),
    point(SHOP + "basket.items.afterPOST", "basket product_items", "after product items were added", since="15.8"),
    point(
        SHOP + "basket.items.modifyPOSTResponse",
        "basket document product_items",
        "the answer of POST items",
        since="15.8",
    ),
    point(SHOP + "basket.item.beforePATCH", "basket product_item", "before a product item is changed", since="15.8"),
    point(SHOP + "basket.item.afterPATCH", "basket product_item", "after a product item was changed", since="15.8"),
    point(
        SHOP + "basket.item.modifyPATCHResponse",
        "basket document item_id",
        "the answer of PATCH items/{item_id}",
        since="15.8",
    ),
    point(SHOP + "basket.item.beforeDELETE", "basket item_id", "before a product item is removed", since="15.8"),
    point(SHOP + "basket.item.afterDELETE", "basket item_id", "after a product item was removed", since="15.8"),
    point(
        SHOP + "basket.item.modifyDELETEResponse",
        "basket document item_id",
        "the answer of DELETE items/{item_id}",
        since="15.8",
    ),
)
