"""The search index of a site: made of the store by the first search, kept as long as it holds.

It is made in another thread, a page of products at a time, so that other requests go on meanwhile.
"""

import asyncio

from counterfoil.commerce.search_build import IndexBuilder
from counterfoil.commerce.search_index import SearchIndex
from counterfoil.shop.call import Call
from counterfoil.shop.locale import site_locales
from counterfoil.shop.state import SiteSearch

_PRODUCTS, _RECORDS = 200, 2000
STOCK_MILLISECONDS = 60_000
"""How old the stock may be that ``orderable_only`` goes by; as old as a cached answer."""


async def search_index(call: Call) -> SearchIndex:
    """Return the index of the site's products, making it if it is not there or holds no longer."""
    search = _search(call)
    index = search.index
    if index is not None and _holds(index, call.now):
        return index
    async with search.making:
        if search.index is None or not _holds(search.index, call.now):
            search.index = await _make(call)
            search.counted = 0
        return search.index


async def orderable_products(call: Call, index: SearchIndex) -> int:
    """Return the products of which something was left in stock within the last minute."""
    own = call.site.shop.inventory_list
    if own is None:
        return index.everything
    search = _search(call)
    async with search.making:
        if search.counted <= call.now - STOCK_MILLISECONDS or search.counted > call.now:
            stock: list[tuple[str, int | None]] = []
            while rows := await call.store.stock_after(own.list_id, stock[-1][0] if stock else "", _RECORDS):
                stock += rows
            search.orderable = await asyncio.to_thread(index.orderable, stock, unlisted=own.default_instock)
            search.counted = call.now
        return search.orderable


def _search(call: Call) -> SiteSearch:
    return call.state.search.setdefault(call.site_id, SiteSearch())


def _holds(index: SearchIndex, now: int) -> bool:
    return index.valid_until is None or now < index.valid_until


async def _make(call: Call) -> SearchIndex:
    tree = await call.state.categories(call.site)
    locales = dict.fromkeys([call.site.shop.locale, *site_locales(call)])
    builder = IndexBuilder(call.site.shop, tree, locales, call.now)
    async for views in call.state.product_pages(_PRODUCTS):
        await asyncio.to_thread(builder.add_all, views)
    return await asyncio.to_thread(builder.finish)
