"""The Product document: what a site shows of a product, by what the client asks to expand."""

from decimal import Decimal

from counterfoil.commerce.prices import book_prices, unit_price
from counterfoil.commerce.products import (
    custom_attributes,
    is_online,
    is_sellable,
    name_of,
    product_type,
    variation_values,
)
from counterfoil.commerce.texts import localised
from counterfoil.documents.product import BundledProduct, Master, Product
from counterfoil.documents.record import Texts
from counterfoil.documents.shop_data import ProductView
from counterfoil.shop.call import Call
from counterfoil.shop.product_choices import (
    price_range,
    product_options,
    variants,
    variation_attributes,
    variation_groups,
)
from counterfoil.shop.product_images import image_groups
from counterfoil.shop.product_promotions import product_promotions
from counterfoil.shop.product_relations import product_links, recommendations
from counterfoil.shop.product_stock import Stock, inventory
from counterfoil.shop.product_wishes import Wishes
from counterfoil.timestamps import date_time

_CONTAINED = frozenset({"bundled_products", "set_products"})


def related_ids(views: list[ProductView], wishes: Wishes) -> set[str]:
    """Return the products beside the ones asked for that their documents need."""
    ids: set[str] = set()
    for view in views:
        product, master = view.product, view.master
        if wishes.expand & {"variations", "prices", "promotions"}:
            ids.update(variant.product_id for variant in product.variants)
        if master is not None and ("variations" in wishes.expand or product.variation_group):
            ids.update(variant.product_id for variant in master.variants)
        if "variations" in wishes.expand:
            ids.update((master or product).variation_groups)
        if "bundled_products" in wishes.expand:
            ids.update(part.product_id for part in product.bundled_products)
        if wishes.expand & {"set_products", "prices"}:
            ids.update(product.product_set_products)
        if "links" in wishes.expand:
            ids.update(product.linked_from)
            ids.update(link.product_id for link in product.product_links)
        if "recommendations" in wishes.expand:
            found = [owner.recommendations for owner in (product, master) if owner is not None]
            ids.update(one.target_id for catalogs in found for many in catalogs.values() for one in many)
    return ids


def is_shown(call: Call, view: ProductView) -> bool:
    """Say whether the site shows a product now: it is online and assigned to the site's catalog."""
    return is_sellable(view, call.site.shop, call.now)


def product_document(call: Call, view: ProductView, wishes: Wishes, stock: Stock) -> Product:
    """Make the document of a product."""
    product, locale = view.product, wishes.locale
    owner = view.master or product
    document = Product(
        id=product.product_id,
        name=name_of(view, locale),
        short_description=_text(view, "short_description", locale),
        long_description=_text(view, "long_description", locale),
        page_title=_text(view, "page_title", locale),
        page_description=_text(view, "page_description", locale),
        page_keywords=_text(view, "page_keywords", locale),
        brand=product.brand or owner.brand,
        manufacturer_name=product.manufacturer_name or owner.manufacturer_name,
        manufacturer_sku=product.manufacturer_sku or owner.manufacturer_sku,
        ean=product.ean,
        upc=product.upc,
        unit=product.unit or owner.unit,
        min_order_quantity=product.min_order_quantity,
        step_quantity=product.step_quantity,
        currency=wishes.currency,
        type=product_type(product),
        primary_category_id=_primary_category(call, view),
        valid_from=date_time(product.online_from) if product.online_from is not None else None,
        valid_to=date_time(product.online_to) if product.online_to is not None else None,
        custom={"c_" + name: value for name, value in custom_attributes(view, call.site_id, locale).items()},
    )
    if view.master is not None:
        document.master = Master(master_id=view.master.product_id)
        document.variation_values = variation_values(view.master, product)
    _expand(call, document, view, wishes, stock)
    return document


def _expand(call: Call, document: Product, view: ProductView, wishes: Wishes, stock: Stock) -> None:
    expand = wishes.expand
    if "availability" in expand:
        own = call.site.shop.inventory_list
        document.inventory = inventory(call, view, own, stock) if own is not None else None
        document.inventories = [inventory(call, view, other, stock) for other in wishes.inventory_lists]
    if "prices" in expand:
        _prices(call, document, view, wishes.currency)
    if "images" in expand:
        document.image_groups = image_groups(call, view, wishes)
    if "options" in expand:
        document.options = product_options(view, wishes)
    if "variations" in expand:
        document.variants = variants(call, view, wishes, stock)
        document.variation_attributes = variation_attributes(call, view, wishes, document.variants)
        document.variation_groups = variation_groups(call, view, wishes, stock)
    if wishes.standing is not None:
        document.product_promotions = product_promotions(
            view, _lowest_price(call, view, wishes.currency), wishes.standing
        )
    if "links" in expand:
        document.product_links = product_links(call, view, wishes)
    if "recommendations" in expand:
        document.recommendations = recommendations(call, view, wishes)
    if "bundled_products" in expand:
        document.bundled_products = [
            BundledProduct(
                id=part.product_id,
                quantity=part.quantity,
                product=_contained(call, part.product_id, wishes, stock),
            )
            for part in view.product.bundled_products
        ]
    if "set_products" in expand:
        members = [_contained(call, name, wishes, stock) for name in view.product.product_set_products]
        document.set_products = [member for member in members if member is not None]


def _contained(call: Call, product_id: str, wishes: Wishes, stock: Stock) -> Product | None:
    """Make the document of a part or member; parts of parts are not shown."""
    view = call.products.get(product_id)
    if view is None or not is_online(view.product, call.site_id, call.now):
        return None
    inner = Wishes(
        expand=wishes.expand - _CONTAINED,
        currency=wishes.currency,
        locale=wishes.locale,
        inventory_lists=wishes.inventory_lists,
        all_images=wishes.all_images,
        standing=wishes.standing,
    )
    return product_document(call, view, inner, stock)


def _prices(call: Call, document: Product, view: ProductView, currency: str) -> None:
    shop = call.site.shop
    document.price = unit_price(view, view.product.min_order_quantity, currency, call.now, shop)
    document.prices = book_prices(view, currency, call.now, shop) or None
    members = [call.products[name] for name in _price_members(view) if name in call.products]
    lowest = price_range(call, members, currency)
    if lowest is not None:
        document.price, document.price_max = lowest
        books = [book_prices(member, currency, call.now, shop) for member in members]
        names = dict.fromkeys(name for prices in books for name in prices)
        document.prices = {name: min(prices[name] for prices in books if name in prices) for name in names} or None
    if shown := call.permission.config.get("product.prices.price_book_ids"):
        books_shown = [name.strip() for name in shown.split(",")]
        document.prices = {
            name: price for name, price in (document.prices or {}).items() if name in books_shown
        } or None


def _lowest_price(call: Call, view: ProductView, currency: str) -> Decimal | None:
    members = [call.products[name] for name in _price_members(view) if name in call.products]
    lowest = price_range(call, members, currency)
    if lowest is not None:
        return lowest[0]
    return unit_price(view, view.product.min_order_quantity, currency, call.now, call.site.shop)


def _price_members(view: ProductView) -> list[str]:
    product = view.product
    if product.variation_group and view.master is not None:
        return [variant.product_id for variant in view.master.variants]
    return [variant.product_id for variant in product.variants] or product.product_set_products


def _primary_category(call: Call, view: ProductView) -> str | None:
    catalog_id = call.site.shop.catalog_id or ""
    found = view.product.categories.get(catalog_id)
    return found if found is not None or view.master is None else view.master.categories.get(catalog_id)


def _text(view: ProductView, name: str, locale: str) -> str | None:
    own: Texts = getattr(view.product, name)
    found = localised(own, locale)
    if found is None and view.master is not None:
        found = localised(getattr(view.master, name), locale)
    return found
