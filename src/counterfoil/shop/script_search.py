"""The search for products as scripts ask for it: the site's own index, in the order of the search resource."""

from typing import Any

from counterfoil.commerce.product_query import BEST, SORTING_OPTIONS, PriceRange, Query, page, search
from counterfoil.shop.call import Call
from counterfoil.shop.product_hits import represented_products
from counterfoil.shop.product_index import orderable_products, product_index
from counterfoil.shop.script_containers import decimal_of
from counterfoil.shop.script_products import currency_of
from counterfoil.shop.server import ScriptOperation

_MOST_FOUND = 5000
_LONGEST = 256


async def _search_products(call: Call, asked: dict[str, Any]) -> list[str]:
    """Return the ids of the products that a search finds, variants by their masters; at most some thousand of them."""
    index = await product_index(call)
    low, high = (decimal_of(bound) for bound in asked["price"])
    query = Query(
        phrase=str(asked["phrase"])[:_LONGEST].strip(),
        refinements={str(name): tuple(map(str, values)) for name, values in asked["refinements"].items()},
        price=None if low is None and high is None else PriceRange(low, high),
        sort=asked["sort"] if asked["sort"] in SORTING_OPTIONS else BEST,
        currency=currency_of(call),
        locale=call.site.shop.tongue(call.locale),
    )
    among = await orderable_products(call, index) if asked["orderable_only"] else None
    if asked["product_ids"]:
        numbers = (index.member(str(one)) for one in asked["product_ids"])
        named = sum(1 << number for number in set(numbers) if number is not None)
        among = named if among is None else among & named
    found = search(index, query, call.site.shop.digits(query.currency), among)
    return [index.ids[number] for number in page(index, found, query, 0, _MOST_FOUND)]


async def _search_hit(call: Call, asked: dict[str, Any]) -> list[str]:
    """Return the ids of the products that a hit stands for."""
    product_id = str(asked["product_id"])
    view = (await call.load_products([product_id])).get(product_id)
    if view is None:
        return []
    await call.load_products([one.product_id for one in view.product.variants])
    chosen = {str(name): tuple(map(str, values)) for name, values in asked["refinements"].items()}
    return represented_products(call, view, chosen)


OPERATIONS: dict[str, ScriptOperation] = {"search_products": _search_products, "search_hit": _search_hit}
