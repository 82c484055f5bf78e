"""The product index of a site: made of the store by the first search, kept as long as it holds.

It is made in another thread, a page of products at a time, so that other requests go on meanwhile.
"""

import asyncio

from counterfoil.commerce.product_index import ProductIndex
from counterfoil.commerce.product_index_build import ProductIndexBuilder
from counterfoil.shop.call import Call
from counterfoil.shop.locale import site_locales
from counterfoil.shop.state import SiteProductIndex

_PRODUCTS, _RECORDS = 200, 2000
STOCK_MILLISECONDS = 60_000
"""How old the stock may be that ``orderable_only`` goes by; as old as a cached answer."""


async def product_index(call: Call) -> ProductIndex:
    """Return the index of the site's products, making it if it is not there or holds no longer."""
    kept = _kept(call)
    index = kept.index
    if index is not None and _holds(index, call.now):
        return index
    async with kept.making:
        if kept.index is None or not _holds(kept.index, call.now):
            kept.index = await _make(call)
            kept.counted = 0
        return kept.index


async def orderable_products(call: Call, index: ProductIndex) -> int:
    """Return the products of which something was left in stock within the last minute."""
    own = call.site.shop.inventory_list
    if own is None:
        return index.everything
    kept = _kept(call)
    async with kept.making:
        if kept.counted <= call.now - STOCK_MILLISECONDS or kept.counted > call.now:
            stock: list[tuple[str, int | None]] = []
            while rows := await call.store.stock_after(own.list_id, stock[-1][0] if stock else "", _RECORDS):
                stock += rows
            kept.orderable = await asyncio.to_thread(index.orderable, stock, unlisted=own.default_instock)
            kept.counted = call.now
        return kept.orderable


def _kept(call: Call) -> SiteProductIndex:
    return call.state.product_indexes.setdefault(call.site_id, SiteProductIndex())


def _holds(index: ProductIndex, now: int) -> bool:
    return index.valid_until is None or now < index.valid_until


async def _make(call: Call) -> ProductIndex:
    tree = await call.state.categories(call.site)
    locales = dict.fromkeys(map(call.site.shop.tongue, [call.site.shop.locale, *site_locales(call.site)]))
    builder = ProductIndexBuilder(call.site.shop, tree, locales, call.now)
    async for views in call.state.product_pages(_PRODUCTS):
        await asyncio.to_thread(builder.add_all, views)
    return await asyncio.to_thread(builder.finish)
