"""The table of resources: method, path, function, documents, versions. Follows the resource reference."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from counterfoil import faults
from counterfoil.documents.basket import Basket
from counterfoil.documents.customer import AuthRequest, Customer
from counterfoil.documents.order import Order, OrderResult
from counterfoil.documents.payment import OrderPaymentInstrumentRequest
from counterfoil.documents.product import Product, ProductResult
from counterfoil.documents.properties import Document
from counterfoil.shop import (
    baskets,
    customer_auth,
    order_authorization,
    order_list,
    orders,
    payment_instruments,
    products,
    sessions,
)
from counterfoil.shop.call import Answer, Call
from counterfoil.versions import Version, covers, parse_version

Resource = Callable[[Call], Awaitable[Answer]]


class Route(NamedTuple):
    """A method of a resource, in an interval of versions."""

    method: str
    path: str
    resource: Resource
    summary: str
    request: type[Document] | None = None
    response: type[Document] | None = None
    since: Version | None = None
    until: Version | None = None
    cache_seconds: int = 0
    whole: bool = False
    """A document is taken back as the server wrote it, read-only properties included."""
    strict: bool = False
    """Mandatory properties of the request document are demanded; else the resource has faults of its own for them."""

    token_optional: bool = False
    """A token that is refused counts as none; the resource decides whether it needed one."""

    @property
    def pattern(self) -> tuple[str, ...]:
        """Return the segments of the path; ``{name}`` takes any."""
        return tuple(self.path.strip("/").split("/"))


def _route(  # noqa: PLR0913  the columns of the table
    method: str,
    path: str,
    resource: Resource,
    summary: str,
    *,
    request: type[Document] | None = None,
    response: type[Document] | None = None,
    since: str | None = None,
    until: str | None = None,
    cache_seconds: int = 0,
    whole: bool = False,
    strict: bool = False,
    token_optional: bool = False,
) -> Route:
    interval = (parse_version(since) if since else None, parse_version(until) if until else None)
    return Route(
        method, path, resource, summary, request, response, *interval, cache_seconds, whole, strict, token_optional
    )


_INSTRUMENT = OrderPaymentInstrumentRequest

ROUTES: tuple[Route, ...] = (
    _route("GET", "/orders", order_list.list_orders, "list the customer's orders", response=OrderResult, until="15.6"),
    _route(
        "POST",
        "/orders",
        orders.submit_order,
        "make an order of a basket",
        request=Basket,
        whole=True,
        response=Order,
        since="17.3",
    ),
    _route("GET", "/orders/{order_no}", orders.get_order, "read an order", response=Order),
    _route(
        "POST",
        "/orders/{order_no}/payment_authorize",
        order_authorization.authorize_payment,
        "authorise the payment by extension points",
        request=_INSTRUMENT,
        response=Order,
        until="15.6",
    ),
    _route(
        "POST",
        "/orders/{order_no}/authorize_payment",
        order_authorization.authorize_payment,
        "the same, as the page's sample spells it",
        request=_INSTRUMENT,
        response=Order,
        until="15.6",
    ),
    _route(
        "POST",
        "/orders/{order_no}/payment_instruments",
        payment_instruments.add_order_payment_instrument,
        "add a payment instrument and authorise it",
        request=_INSTRUMENT,
        response=Order,
        since="15.6",
    ),
    _route(
        "PATCH",
        "/orders/{order_no}/payment_instruments/{payment_instrument_id}",
        payment_instruments.patch_order_payment_instrument,
        "change a payment instrument and authorise it",
        request=_INSTRUMENT,
        response=Order,
        since="16.1",
    ),
    _route("POST", "/baskets", baskets.create_basket, "create a basket", request=Basket, response=Basket, since="15.8"),
    _route("GET", "/baskets/{basket_id}", baskets.get_basket, "read a basket", response=Basket, since="15.8"),
    _route(
        "PATCH",
        "/baskets/{basket_id}",
        baskets.patch_basket,
        "change a basket",
        request=Basket,
        response=Basket,
        since="15.8",
    ),
    _route("DELETE", "/baskets/{basket_id}", baskets.delete_basket, "delete a basket", since="15.8"),
    _route(
        "POST",
        "/customers/auth",
        customer_auth.authenticate,
        "give a customer a token",
        request=AuthRequest,
        response=Customer,
        strict=True,
        token_optional=True,
        since="15.8",
    ),
    _route("DELETE", "/customers/auth", customer_auth.end_token, "end a customer's token", since="15.8"),
    _route("POST", "/sessions", sessions.create_session, "turn a token into session cookies", since="15.8"),
    _route(
        "GET",
        "/products/({ids})",
        products.get_products,
        "read several products",
        response=ProductResult,
        cache_seconds=60,
    ),
    _route("GET", "/products/{id}", products.get_product, "read a product", response=Product, cache_seconds=60),
)

_BY_SHAPE: dict[tuple[int, str], list[Route]] = {}
for _row in ROUTES:
    _BY_SHAPE.setdefault((len(_row.pattern), _row.pattern[0]), []).append(_row)


def find_route(method: str, resource: tuple[str, ...], version: Version, path: str) -> tuple[Route, dict[str, str]]:
    """Return the row for a request and its path parameters; faults RESOURCE_PATH_NOT_FOUND, METHOD_NOT_ALLOWED."""
    if any("\0" in segment for segment in resource):  # no name holds one, and PostgreSQL takes none
        raise faults.RESOURCE_PATH_NOT_FOUND(path=path[:500])
    known = False
    for row in _BY_SHAPE.get((len(resource), resource[0] if resource else ""), ()):
        if not covers(version, row.since, row.until):
            continue
        parameters = _match(row.pattern, resource)
        if parameters is None:
            continue
        if row.method == method:
            return row, parameters
        known = True
    if known:
        raise faults.METHOD_NOT_ALLOWED(method=method)
    raise faults.RESOURCE_PATH_NOT_FOUND(path=path[:500])


def _match(pattern: tuple[str, ...], segments: tuple[str, ...]) -> dict[str, str] | None:
    parameters: dict[str, str] = {}
    for part, segment in zip(pattern, segments, strict=True):
        if part.startswith("({"):
            if not (segment.startswith("(") and segment.endswith(")")):
                return None
            parameters[part[2:-2]] = segment[1:-1]
        elif part.startswith("{"):
            parameters[part[1:-1]] = segment
        elif part != segment:
            return None
    return parameters
