"""The resources of baskets, following the resource reference."""

from counterfoil.documents.basket import Basket
from counterfoil.http.route import Route, route
from counterfoil.shop import baskets

ROUTES: tuple[Route, ...] = (
    route("POST", "/baskets", baskets.create_basket, "create a basket", request=Basket, response=Basket, since="15.8"),
    route("GET", "/baskets/{basket_id}", baskets.get_basket, "read a basket", response=Basket, since="15.8"),
    route(
        "PATCH",
        "/baskets/{basket_id}",
        baskets.patch_basket,
        "change a basket",
        request=Basket,
        response=Basket,
        since="15.8",
    ),
    route("DELETE", "/baskets/{basket_id}", baskets.delete_basket, "delete a basket", since="15.8"),
)
