"""The resources of what is in a basket: items, shipments, addresses. Follows section 3 of the resource reference."""

from counterfoil.documents.basket import Basket
from counterfoil.documents.items import ProductItem
from counterfoil.http.route import Route, route
from counterfoil.shop import basket_items

_ITEM = "/baskets/{basket_id}/items/{item_id}"
ROUTES: tuple[Route, ...] = (
    route(
        "POST",
        "/baskets/{basket_id}/items",
        basket_items.add_items,
        "add a product item",
        request=ProductItem,
        response=Basket,
        since="15.8",
        until="17.3",
    ),
    route(
        "POST",
        "/baskets/{basket_id}/items",
        basket_items.add_items,
        "add product items",
        request=ProductItem,
        response=Basket,
        since="17.3",
        many=True,
    ),
    route(
        "PATCH",
        _ITEM,
        basket_items.patch_item,
        "change a product item",
        request=ProductItem,
        response=Basket,
        since="15.8",
    ),
    route(
        "DELETE",
        _ITEM,
        basket_items.delete_item_if_there,
        "remove a product item",
        response=Basket,
        since="15.8",
        until="20.2",
    ),
    route("DELETE", _ITEM, basket_items.delete_item, "remove a product item", response=Basket, since="20.2"),
)
