"""Order search before the query language. Follows section 7.4 of the resource reference."""

from counterfoil import faults
from counterfoil.commerce.order_query_16 import phrase_expression, text_expression, text_sorts
from counterfoil.documents.order_search_16 import OrderSearchRequest, OrderSearchResult
from counterfoil.documents.search_query import EVERYTHING, Expression, all_of
from counterfoil.documents.selector import parse_selector
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.order_search import (
    custom_fields,
    find,
    hits_of,
    next_page,
    page_count,
    page_start,
    previous_page,
    refuse_expand,
    require_searcher,
)

_DEFAULT_FIELDS = ["order_no"]


async def search_orders(call: Call) -> Answer:
    """Return the orders of the site that have the words of a phrase and fulfil a query text; without both, all.

    Faults: those of ``require_searcher``, ``phrase_expression``, ``text_expression`` and ``text_sorts``, and
    MALFORMED_SELECTOR, INVALID_EXPAND_VALUE, QUOTA_EXCEEDED.
    """
    require_searcher(call)
    request = call.body
    if not isinstance(request, OrderSearchRequest):
        raise faults.PROPERTY_CONSTRAINT_VIOLATION(document="order_search_request", path="$")
    refuse_expand(call, request.expand)
    selector = parse_selector(request.select) if request.select else None
    expression = await _expression(call, request)
    sorts = text_sorts(request.sort_fields or ())
    start, count = page_start(call, request.start), page_count(call, request.count)
    found = await find(call, expression, sorts, start, count)
    result = OrderSearchResult(
        count=len(found.bodies),
        expand=request.expand,
        hits=hits_of(found),
        next=next_page(call, start, count, found.total),
        previous=previous_page(start, count),
        query=request.query,
        query_args=request.query_args,
        search_fields=request.search_fields,
        search_phrase=request.search_phrase,
        select=request.select,
        sort_string=", ".join(request.sort_fields or ()) or None,
        start=start,
        total=found.total,
    )
    answer = await call.answer(result)
    if selector is not None and answer.document is not None:
        answer.document = selector.select(answer.document)
    return answer


async def _expression(call: Call, request: OrderSearchRequest) -> Expression:
    parts: list[Expression] = []
    if request.search_phrase or request.query:
        custom = await custom_fields(call)
        if request.search_phrase:
            parts.append(phrase_expression(request.search_phrase, request.search_fields or _DEFAULT_FIELDS, custom))
        if request.query:
            parts.append(text_expression(request.query, request.query_args or (), custom))
    return all_of(parts) if parts else EVERYTHING
