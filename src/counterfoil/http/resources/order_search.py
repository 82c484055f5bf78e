"""The resource of order search, following section 7 of the resource reference."""

from counterfoil.documents import order_search as documents
from counterfoil.documents import order_search_16 as documents_16
from counterfoil.http.access import AGENT
from counterfoil.http.route import Route, route
from counterfoil.shop import order_search, order_search_16

ROUTES: tuple[Route, ...] = (
    route(
        "POST",
        "/order_search",
        order_search.search_orders,
        "find orders by a query",
        access=AGENT,
        request=documents.OrderSearchRequest,
        response=documents.OrderSearchResult,
        strict=True,
        since="17.3",
    ),
    route(
        "POST",
        "/order_search",
        order_search_16.search_orders,
        "find orders by a phrase or a query text",
        access=AGENT,
        request=documents_16.OrderSearchRequest,
        response=documents_16.OrderSearchResult,
        strict=True,
        since="15.8",
        until="17.3",
    ),
)
