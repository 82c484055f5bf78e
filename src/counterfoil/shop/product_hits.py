"""The hits of a product search: a little of each product, more where it is asked for."""

from collections.abc import Mapping

from counterfoil.commerce.prices import book_prices, unit_price
from counterfoil.commerce.products import is_master, is_sellable, name_of, product_type, variation_values
from counterfoil.documents.product_search import ProductRef, ProductSearchHit
from counterfoil.documents.shop_data import ProductView
from counterfoil.shop.call import Call
from counterfoil.shop.product_choices import price_range, variants, variation_attributes
from counterfoil.shop.product_images import first_image, image_document
from counterfoil.shop.product_stock import Stock, inventory, read_stock
from counterfoil.shop.product_wishes import Wishes

_KINDS = ("master", "set", "bundle")
Refinements = Mapping[str, tuple[str, ...]]


async def product_hits(
    call: Call, product_ids: list[str], chosen: Refinements, wishes: Wishes
) -> list[ProductSearchHit]:
    """Make the hits of a page; the products they stand for are read with them."""
    await call.load_products(product_ids)
    views = [call.products[name] for name in product_ids if name in call.products]
    await call.load_products(
        [name for view in views for name in (*(one.product_id for one in view.product.variants), *_members(view))]
    )
    stock = await read_stock(call, views, wishes)
    return [_hit(call, view, chosen, wishes, stock) for view in views]


def _hit(call: Call, view: ProductView, chosen: Refinements, wishes: Wishes, stock: Stock) -> ProductSearchHit:
    kind = product_type(view.product)
    hit = ProductSearchHit(
        product_id=view.product.product_id,
        product_name=name_of(view, wishes.locale),
        product_type=kind,
        hit_type=next((name for name in _KINDS if getattr(kind, name)), "product"),
    )
    represented = represented_products(call, view, chosen)
    hit.represented_product = ProductRef(id=represented[0]) if represented else None
    if "represented_products" in wishes.expand:
        hit.represented_products = [ProductRef(id=name) for name in represented]
    if "images" in wishes.expand:
        image = first_image(view)
        hit.image = image_document(call, image, wishes.locale) if image is not None else None
    if "prices" in wishes.expand:
        _prices(call, hit, view, wishes.currency)
    own = call.site.shop.inventory_list
    if "availability" in wishes.expand:
        hit.orderable = own is None or bool(inventory(call, view, own, stock).orderable)
    if "variations" in wishes.expand and is_master(view.product):
        hit.variation_attributes = variation_attributes(call, view, wishes, variants(call, view, wishes, stock))
    return hit


def represented_products(call: Call, view: ProductView, chosen: Refinements) -> list[str]:
    """Return the products a hit stands for: of a master the variants that have the values chosen."""
    if not is_master(view.product):
        return [view.product.product_id]
    wanted = {name.removeprefix("c_"): values for name, values in chosen.items() if name.startswith("c_")}
    found = []
    for variant in sorted(view.product.variants, key=lambda variant: not variant.default):
        known = call.products.get(variant.product_id)
        if known is None or not is_sellable(known, call.site.shop, call.now):
            continue
        values = variation_values(view.product, known.product)
        if all(values[name] in wanted[name] for name in values.keys() & wanted.keys()):
            found.append(variant.product_id)
    return found


def _prices(call: Call, hit: ProductSearchHit, view: ProductView, currency: str) -> None:
    shop = call.site.shop
    hit.currency = currency
    hit.price = unit_price(view, view.product.min_order_quantity, currency, call.now, shop)
    hit.prices = book_prices(view, currency, call.now, shop) or None
    names = [one.product_id for one in view.product.variants] or _members(view)
    lowest = price_range(call, [call.products[name] for name in names if name in call.products], currency)
    if lowest is not None:
        hit.price = lowest[0]
        hit.price_max = lowest[1] if lowest[1] != lowest[0] else None


def _members(view: ProductView) -> list[str]:
    return view.product.product_set_products
