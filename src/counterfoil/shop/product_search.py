"""The search for products. Follows the published product search resource of the Shop API."""

import re
from decimal import Decimal

from counterfoil import faults
from counterfoil.commerce.product_index import ProductIndex
from counterfoil.commerce.product_query import (
    BEST,
    SORTING_OPTIONS,
    Found,
    PriceRange,
    Query,
    page,
    search,
)
from counterfoil.commerce.product_words import words_of
from counterfoil.documents.product_search import (
    ProductSearchResult,
    ProductSearchSortingOption,
    SuggestedTerms,
    Suggestion,
)
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.locale import requested_currency, requested_locale
from counterfoil.shop.paging import Page, page_urls, read_page
from counterfoil.shop.parameters import bounded_text, expansions
from counterfoil.shop.product_hits import product_hits
from counterfoil.shop.product_index import orderable_products, product_index
from counterfoil.shop.product_refinements import refinements
from counterfoil.shop.product_wishes import Wishes

EXPANSIONS = ("availability", "images", "prices", "represented_products", "variations")
_POINT = "dw.ocapi.shop.product_search."
_LONGEST = 256
_MOST_REFINEMENTS = 9
_RANGE = re.compile(r"\((\d{1,9}(?:\.\d{1,4})?)?\.\.(\d{1,9}(?:\.\d{1,4})?)?\)")
_OWN = ("price", "orderable_only")
"""Refinements that are no attributes of products."""


async def search_products(call: Call) -> Answer:
    """Return a page of the products that fit a phrase and refinements; without both, none.

    Faults: INVALID_EXPAND_VALUE, MALFORMED_PARAMETER, ILLEGAL_ENUMERATION_VALUE, VALUE_CONSTRAINT_VIOLATION,
    STRING_CONSTRAINT_VIOLATION, UNSUPPORTED_CURRENCY, MALFORMED_LOCALE, UNKNOWN_LOCALE, UNSUPPORTED_LOCALE.
    """
    return await _answer(call, expansions(call, EXPANSIONS))


async def search_availability(call: Call) -> Answer:
    """Return hits with their stock; faults as search_products."""
    return await _answer(call, frozenset({"availability"}))


async def search_images(call: Call) -> Answer:
    """Return hits with an image; faults as search_products."""
    return await _answer(call, frozenset({"images"}))


async def search_prices(call: Call) -> Answer:
    """Return hits with their prices; faults as search_products."""
    return await _answer(call, frozenset({"prices"}))


async def search_represented_products(call: Call) -> Answer:
    """Return hits with the products they stand for; faults as search_products."""
    return await _answer(call, frozenset({"represented_products"}))


async def search_variations(call: Call) -> Answer:
    """Return hits with their variation attributes; faults as search_products."""
    return await _answer(call, frozenset({"variations"}))


async def _answer(call: Call, expand: frozenset[str]) -> Answer:
    await call.before(_POINT + "beforeGET")
    wishes = Wishes(expand=expand, currency=requested_currency(call), locale=requested_locale(call))
    selected = _selected(call)
    query = _query(call, wishes, selected)
    wanted = read_page(call)
    result = ProductSearchResult(query=query.phrase, count=0, start=wanted.start, total=0)
    if query.phrase or selected:
        index = await product_index(call)
        found = await _search(call, index, query, selected)
        await _fill(call, result, index, found, query, wishes, wanted)
    result.selected_refinements = selected
    result.selected_sorting_option = call.query.get("sort") or None
    result.sorting_options = [ProductSearchSortingOption(id=name, label=text) for name, text in SORTING_OPTIONS.items()]
    terms = list(dict.fromkeys(words_of(query.phrase)))
    result.search_phrase_suggestions = Suggestion(
        suggested_terms=[SuggestedTerms(original_term=term) for term in terms]
    )
    return await call.answer(result, _POINT + "modifyGETResponse")


async def _search(call: Call, index: ProductIndex, query: Query, selected: dict[str, str]) -> Found:
    only = selected.get("orderable_only", "") == "true"
    orderable = await orderable_products(call, index) if only else None
    return search(index, query, call.site.shop.digits(query.currency), orderable)


async def _fill(
    call: Call,
    result: ProductSearchResult,
    index: ProductIndex,
    found: Found,
    query: Query,
    wishes: Wishes,
    wanted: Page,
) -> None:
    numbers = page(index, found, query, wanted.start, wanted.end)
    result.hits = await product_hits(call, [index.ids[number] for number in numbers], query.refinements, wishes)
    result.count = len(result.hits)
    result.total = found.everything.bit_count()
    result.next, result.previous = page_urls(call, wanted, result.total)
    result.refinements = await refinements(call, index, found, query)


def _query(call: Call, wishes: Wishes, selected: dict[str, str]) -> Query:
    sort = call.query.get("sort") or BEST
    if sort not in SORTING_OPTIONS:
        raise faults.ILLEGAL_ENUMERATION_VALUE(value=sort[:100], type="sorting_option", _known=SORTING_OPTIONS)
    return Query(
        phrase=bounded_text(call, "q", _LONGEST).strip(),
        refinements={
            name: tuple(part for part in value.split("|") if part)
            for name, value in selected.items()
            if name not in _OWN
        },
        price=_price(selected["price"]) if "price" in selected else None,
        sort=sort,
        currency=wishes.currency,
        locale=wishes.locale,
    )


def _selected(call: Call) -> dict[str, str]:
    """Read ``refine`` and ``refine_1`` to ``refine_9``: attribute and values; fault MALFORMED_PARAMETER."""
    selected: dict[str, str] = {}
    for parameter in ("refine", *(f"refine_{place}" for place in range(1, _MOST_REFINEMENTS + 1))):
        text = bounded_text(call, parameter, 4 * _LONGEST)
        name, equals, value = text.partition("=")
        if not text:
            continue
        if not (name and equals and value):
            raise faults.MALFORMED_PARAMETER(parameter=parameter, value=text[:100])
        selected[name] = value
    return selected


def _price(text: str) -> PriceRange:
    found = _RANGE.fullmatch(text)
    if found is None:
        raise faults.MALFORMED_PARAMETER(parameter="refine", value=f"price={text[:100]}")
    low, high = (Decimal(part) if part else None for part in found.groups())
    return PriceRange(low, high)
