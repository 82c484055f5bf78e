"""Order search. Follows section 7 of the resource reference."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import msgspec

from counterfoil import faults
from counterfoil.commerce.order_query import expression_of, sort_keys
from counterfoil.commerce.search_fields import CustomFields
from counterfoil.documents import stored
from counterfoil.documents.order import Order
from counterfoil.documents.order_search import (
    OrderSearchHit,
    OrderSearchRequest,
    OrderSearchResult,
    Query,
    ResultPage,
)
from counterfoil.documents.properties import Document
from counterfoil.documents.search_fields import CUSTOM_KINDS
from counterfoil.documents.search_query import Expression, SortKey
from counterfoil.documents.selector import parse_selector
from counterfoil.documents.shop_data import AttributeDefinition
from counterfoil.identity.caller import SEARCH_ORDERS, Kind
from counterfoil.shop.access import refuse_agent, require_site
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.parameters import expand_refused
from counterfoil.store.records import SearchPage, TookTooLong

DEFAULT_COUNT = 25
_RELEVANCE = Decimal("1.0")
_definitions = msgspec.json.Decoder(list[AttributeDefinition])


async def search_orders(call: Call) -> Answer:
    """Return the orders of the site that a query finds.

    Faults: those of ``require_searcher``, ``expression_of`` and ``sort_keys``, and MALFORMED_SELECTOR,
    INVALID_EXPAND_VALUE, QUOTA_EXCEEDED.
    """
    require_searcher(call)
    request = call.body
    if not isinstance(request, OrderSearchRequest) or request.query is None:
        raise faults.PROPERTY_CONSTRAINT_VIOLATION(document="order_search_request", path="$.query")
    refuse_expand(call, request.expand)
    selector = parse_selector(request.select) if request.select else None
    expression = expression_of(request.query, await custom_fields(call))
    sorts = sort_keys(request.sorts or ())
    start, count = page_start(call, request.start), page_count(call, request.count)
    found = await find(call, expression, sorts, start, count)
    result = OrderSearchResult(
        count=len(found.bodies),
        expand=request.expand,
        hits=hits_of(found),
        next=next_page(call, start, count, found.total),
        previous=previous_page(start, count),
        query=_echo(request.query),
        select=request.select,
        sorts=request.sorts,
        start=start,
        total=found.total,
    )
    answer = await call.answer(result)
    if selector is not None and answer.document is not None:
        answer.document = selector.select(answer.document)
    return answer


def require_searcher(call: Call) -> None:
    """Demand an agent of the site who may search orders.

    Faults: AUTHORIZATION_HEADER_MISSING, ACCESS_WITHOUT_USER_FORBIDDEN, USER_ACCESS_FORBIDDEN.
    """
    caller = call.caller
    if caller.kind is Kind.CLIENT:
        raise faults.AUTHORIZATION_HEADER_MISSING()
    if not caller.is_agent:
        raise faults.ACCESS_WITHOUT_USER_FORBIDDEN()
    if not caller.may(SEARCH_ORDERS):
        refuse_agent(call, SEARCH_ORDERS)
    require_site(call)


def refuse_expand(call: Call, values: Sequence[str] | None) -> None:
    """Refuse what cannot be expanded, which is everything; faults as expand_refused."""
    for value in values or ():
        raise expand_refused(call, value, ())


async def custom_fields(call: Call) -> CustomFields:
    """Return the custom attributes of orders, with the type that each searchable one is searched as."""
    body = await call.store.shop_row("metadata", "", "Order")
    if body is None:
        return {}
    return {
        f"c_{one.attribute_id}": CUSTOM_KINDS.get(one.type) if one.searchable else None
        for one in _definitions.decode(body)
    }


async def find(call: Call, expression: Expression, sorts: Sequence[SortKey], start: int, count: int) -> SearchPage:
    """Ask the store; fault QUOTA_EXCEEDED for a search that takes too long."""
    seconds = call.server.settings.search_seconds
    try:
        return await call.store.search_orders(call.site_id, expression, sorts, start, count, seconds)
    except TookTooLong:
        raise faults.QUOTA_EXCEEDED(msg=f"The search took longer than {seconds} seconds.") from None


def hits_of(found: SearchPage) -> list[OrderSearchHit]:
    """Return the hits; every order fulfils the query equally."""
    return [OrderSearchHit(data=stored.decode(Order, body), relevance=_RELEVANCE) for body in found.bodies]


def page_count(call: Call, count: int | None) -> int:
    """Return how many hits a page has; fault PROPERTY_CONSTRAINT_VIOLATION for more than a page may have."""
    most = call.server.settings.page_size
    if count is not None and count > most:
        raise faults.PROPERTY_CONSTRAINT_VIOLATION(document="order_search_request", path="$.count")
    return count or min(DEFAULT_COUNT, most)


def page_start(call: Call, start: int | None) -> int:
    """Return where a page begins; fault PROPERTY_CONSTRAINT_VIOLATION beyond the last place it may."""
    if start is not None and start > call.server.settings.max_search_start:
        raise faults.PROPERTY_CONSTRAINT_VIOLATION(document="order_search_request", path="$.start")
    return start or 0


def next_page(call: Call, start: int, count: int, total: int) -> ResultPage | None:
    """Return where the next page begins, if there is one and a request may begin there."""
    following, last = start + count, call.server.settings.max_search_start
    return ResultPage(start=following, count=count) if following < total and following <= last else None


def previous_page(start: int, count: int) -> ResultPage | None:
    """Return where the page before begins."""
    return ResultPage(start=max(0, start - count), count=count) if start > 0 else None


def _echo(query: Query) -> Query:
    """Return the query as answers show it: match_all_query is a document too."""
    _complete(query)
    return query


def _complete(value: Any) -> None:
    if isinstance(value, list):
        for one in value:
            _complete(one)
    elif isinstance(value, Query) and value.match_all_query is not None:
        value.match_all_query = {"_type": "match_all_query"}
    elif isinstance(value, Document):
        for name in value.__struct_fields__:
            _complete(getattr(value, name))
