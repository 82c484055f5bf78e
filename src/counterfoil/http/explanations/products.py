"""Explanations of faults of products and categories: near ids, and what keeps a product from sale."""

from decimal import Decimal

from counterfoil.commerce.products import find_option, is_master, is_online, is_sellable, options_of
from counterfoil.documents.shop_data import ProductView
from counterfoil.http.explanations.asked import Asked, Explain, NotKnownError
from counterfoil.http.explanations.near import choices, listed, nearest, quoted
from counterfoil.shop.call import Call

_MOST_COMPARED = 500
"""Products whose ids are looked at: so many of the first, and of those that begin like the one asked for."""


def _call(asked: Asked) -> Call:
    if asked.exchange.call is None:
        raise NotKnownError
    return asked.exchange.call


async def _product(asked: Asked) -> str:
    """Say what keeps a product from sale, or which products the site sells have ids like the one asked for."""
    call, product_id = _call(asked), asked.text("product_id")
    found = (await call.state.products(call.site, [product_id])).get(product_id)
    if found is not None and call.server.settings.emulator:
        return _reason(call, found)
    known: list[str] = []
    for after in dict.fromkeys(("", product_id[:3].replace("\0", ""))):
        known += [name for name, _ in await call.state.product_page(after, _MOST_COMPARED)]
    near = nearest(product_id, known)
    views = await call.state.products(call.site, near)
    sold = [name for name in near if name in views and is_sellable(views[name], call.site.shop, call.now)]
    return f"Nearest to {quoted(product_id)}: {listed(sold)}." if sold else ""


def _reason(call: Call, view: ProductView) -> str:
    product, shop = view.product, call.site.shop
    if not is_online(product, shop.site_id, call.now):
        return "The product is there but offline: set its online-flag in the catalog."
    if view.master is not None and not is_online(view.master, shop.site_id, call.now):
        return f"The product is a variant of {view.master.product_id}, which is offline."
    if not is_sellable(view, shop, call.now):
        return f"The product is there but in no category of the site's catalog {shop.catalog_id}."
    return ""


async def _kind(asked: Asked) -> str:
    """List what may be bought instead of a product that only stands for others."""
    call = _call(asked)
    found = (await call.state.products(call.site, [asked.text("product_id")])).get(asked.text("product_id"))
    if found is None:
        raise NotKnownError
    if is_master(found.product):
        return f"Its variants: {listed(variant.product_id for variant in found.product.variants)}."
    members = found.product.product_set_products
    return f"Its products: {listed(members)}." if members else ""


async def _quantity(asked: Asked) -> str:
    call = _call(asked)
    found = (await call.state.products(call.site, [asked.text("product_id")])).get(asked.text("product_id"))
    if found is None:
        raise NotKnownError
    product = found.product
    return f"It is sold from {product.min_order_quantity.normalize():f} on, by {product.step_quantity.normalize():f}."


async def _option(asked: Asked) -> str:
    call = _call(asked)
    found = (await call.state.products(call.site, [asked.text("product_id")])).get(asked.text("product_id"))
    if found is None:
        raise NotKnownError
    option = find_option(found, asked.text("option_id"))
    if option is not None:
        values = [value.value_id for value in option.values]
        return choices(asked.text("option_value_id"), values, f"values of {option.option_id}")
    names = [each.option_id for each in options_of(found)]
    return choices(asked.text("option_id"), names, "options") or "The product has no options."


async def _left(asked: Asked) -> str:
    """Say how much there is, as the availability of the product says to anybody."""
    call, product_id = _call(asked), asked.text("product_id")
    own = call.site.shop.inventory_list
    if own is None:
        raise NotKnownError
    await call.left.load(call.server.store, call.site.shop, [(own.list_id, product_id)], call.now)
    left = call.left.by_list.get((own.list_id, product_id), Decimal(0))
    return "" if left is None else f"Inventory list {own.list_id} has {max(left, Decimal(0)).normalize():f} left of it."


async def _category(asked: Asked) -> str:
    call = _call(asked)
    tree = await call.state.categories(call.site)
    online = [name for name in tree.categories if tree.online(name, call.now) is not None]
    return choices(asked.text("category_id"), online, "categories")


EXPLANATIONS: dict[str, Explain] = {
    "PRODUCT_NOT_FOUND": _product,
    "INVALID_PRODUCT_ID": _product,
    "INVALID_PRODUCT_ITEM": _product,
    "INVALID_PRODUCT_TYPE": _kind,
    "INVALID_PRODUCT_ITEM_QUANTITY": _quantity,
    "INVALID_PRODUCT_OPTION_ITEM": _option,
    "INVALID_PRODUCT_OPTION_VALUE_ITEM": _option,
    "PRODUCT_ITEM_NOT_AVAILABLE": _left,
    "CATEGORY_NOT_FOUND": _category,
}
