"""The Product document: what a site shows of a product, by what the client asks to expand."""

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from counterfoil.commerce.prices import option_price, unit_price
from counterfoil.commerce.products import (
    is_master,
    is_online,
    is_orderable_kind,
    is_sellable,
    name_of,
    options_of,
    product_type,
)
from counterfoil.commerce.texts import localised
from counterfoil.documents.catalog_data import ProductData
from counterfoil.documents.product import (
    BundledProduct,
    Image,
    ImageGroup,
    Inventory,
    Master,
    Option,
    OptionValue,
    Product,
    Variant,
    VariationAttribute,
    VariationAttributeValue,
)
from counterfoil.documents.record import Texts
from counterfoil.documents.shop_data import InventoryRecord, ProductView
from counterfoil.shop.call import Call
from counterfoil.store.records import InventoryState
from counterfoil.timestamps import date_time

Stock = Mapping[str, InventoryState]
_record = msgspec.json.Decoder(InventoryRecord, float_hook=Decimal)
_ONE = Decimal(1)


def related_ids(views: list[ProductView], expand: frozenset[str]) -> set[str]:
    """Return the products beside the ones asked for that their documents need."""
    ids: set[str] = set()
    for view in views:
        product = view.product
        if expand & {"variations", "prices"}:
            ids.update(variant.product_id for variant in product.variants)
        if "bundled_products" in expand:
            ids.update(part.product_id for part in product.bundled_products)
        if "set_products" in expand:
            ids.update(product.product_set_products)
    return ids


async def stock_records(call: Call, views: list[ProductView], expand: frozenset[str]) -> Stock:
    """Read the inventory records the documents need."""
    inventory_list = call.site.shop.inventory_list
    if inventory_list is None or not expand & {"availability", "variations"}:
        return {}
    ids = {view.product.product_id for view in views}
    ids.update(variant.product_id for view in views for variant in view.product.variants)
    return await call.store.inventory_records(inventory_list.list_id, sorted(ids))


def product_document(
    call: Call, view: ProductView, expand: frozenset[str], currency: str, stock: Stock
) -> Product | None:
    """Make the document of a product; None if the site does not show it now."""
    product = view.product
    if not is_online(product, call.site_id, call.now):
        return None
    locale = call.site.shop.locale
    document = Product(
        id=product.product_id,
        name=name_of(view, locale),
        short_description=_text(view, "short_description", locale),
        long_description=_text(view, "long_description", locale),
        page_title=localised(product.page_title, locale),
        brand=product.brand or (view.master.brand if view.master else None),
        manufacturer_name=product.manufacturer_name,
        manufacturer_sku=product.manufacturer_sku,
        ean=product.ean,
        upc=product.upc,
        unit=product.unit,
        min_order_quantity=product.min_order_quantity,
        step_quantity=product.step_quantity,
        currency=currency,
        type=product_type(product),
        primary_category_id=product.categories.get(call.site.shop.catalog_id or ""),
        valid_from=date_time(product.online_from) if product.online_from is not None else None,
        valid_to=date_time(product.online_to) if product.online_to is not None else None,
        custom={"c_" + name: value for name, value in product.custom_attributes.items()},
    )
    if view.master is not None:
        document.master = Master(master_id=view.master.product_id)
        document.variation_values = variation_values(view.master, product)
    _expand(call, document, view, expand, currency, stock)
    return document


def _expand(
    call: Call, document: Product, view: ProductView, expand: frozenset[str], currency: str, stock: Stock
) -> None:
    if "availability" in expand:
        document.inventory = _inventory(call, view, stock)
    if "prices" in expand:
        _prices(call, document, view, currency)
    if "images" in expand:
        document.image_groups = _images(call, view)
    if "options" in expand:
        document.options = _options(call, view, currency)
    if "variations" in expand:
        _variations(call, document, view, currency, stock)
    inner = expand - {"bundled_products", "set_products"}
    if "bundled_products" in expand:
        document.bundled_products = [
            BundledProduct(
                id=part.product_id,
                quantity=part.quantity,
                product=product_document(call, call.products[part.product_id], inner, currency, stock),
            )
            for part in view.product.bundled_products
            if part.product_id in call.products
        ]
    if "set_products" in expand:
        members = [call.products[name] for name in view.product.product_set_products if name in call.products]
        made = [product_document(call, member, inner, currency, stock) for member in members]
        document.set_products = [member for member in made if member is not None]


def _text(view: ProductView, name: str, locale: str) -> str | None:
    own: Texts = getattr(view.product, name)
    found = localised(own, locale)
    if found is None and view.master is not None:
        found = localised(getattr(view.master, name), locale)
    return found


def _inventory(call: Call, view: ProductView, stock: Stock) -> Inventory | None:
    """Return the stock of a product on the site; a master has what its variants have."""
    inventory_list = call.site.shop.inventory_list
    if inventory_list is None:
        return None
    names = [variant.product_id for variant in view.product.variants] or [view.product.product_id]
    states = [stock[name] for name in names if name in stock]
    records = [_record.decode(state.body) for state in states]
    left = [Decimal(state.available) / 1000 for state in states if state.available is not None]
    unlimited = len(left) < len(states) or (not states and inventory_list.default_instock)
    ats = Decimal(999999) if unlimited else sum(left, Decimal(0))
    held_back = sum(
        (record.preorder_backorder_allocation for record in records if record.handling != "none"), Decimal(0)
    )
    sellable = is_sellable(view, call.site.shop, call.now) or is_master(view.product)
    return Inventory(
        id=inventory_list.list_id,
        ats=ats,
        stock_level=max(ats - held_back, Decimal(0)),
        orderable=ats > 0 and sellable,
        backorderable=any(record.handling == "backorder" for record in records),
        preorderable=any(record.handling == "preorder" for record in records),
        in_stock_date=next(
            (date_time(record.in_stock_datetime) for record in records if record.in_stock_datetime is not None), None
        ),
    )


def _prices(call: Call, document: Product, view: ProductView, currency: str) -> None:
    shop = call.site.shop
    document.price = unit_price(view, view.product.min_order_quantity, currency, call.now, shop)
    prices = [
        price
        for variant in view.product.variants
        if variant.product_id in call.products
        and (price := unit_price(call.products[variant.product_id], _ONE, currency, call.now, shop)) is not None
    ]
    if prices:
        document.price, document.price_max = min(prices), max(prices)
    by_book = {
        book.pricebook_id: entry.amount
        for chain in shop.price_chains.get(currency, ())
        for book in chain
        for row in view.prices
        if row.pricebook_id == book.pricebook_id
        for table in row.tables[:1]
        for entry in table.entries[:1]
        if entry.amount is not None
    }
    document.prices = {name: shop.round_money(amount, currency) for name, amount in by_book.items()} or None


def _images(call: Call, view: ProductView) -> list[ImageGroup]:
    groups = view.product.image_groups or (view.master.image_groups if view.master else [])
    locale = call.site.shop.locale
    origin = call.base_url.partition("/dw/shop/")[0]
    return [
        ImageGroup(
            view_type=group.view_type,
            images=[
                Image(
                    link=image.path if "://" in image.path else f"{origin}/images/{image.path.lstrip('/')}",
                    alt=localised(image.alt, locale),
                    title=localised(image.title, locale),
                )
                for image in group.images
            ],
            variation_attributes=[
                VariationAttribute(id=name, values=[VariationAttributeValue(value=value)])
                for name, value in group.variation.items()
            ],
        )
        for group in groups
    ]


def _options(call: Call, view: ProductView, currency: str) -> list[Option]:
    locale = call.site.shop.locale
    return [
        Option(
            id=option.option_id,
            name=localised(option.display_name, locale),
            description=localised(option.description, locale),
            values=[
                OptionValue(
                    id=value.value_id,
                    name=localised(value.display_value, locale),
                    default=value.default,
                    price=option_price(value, currency),
                )
                for value in option.values
            ],
        )
        for option in options_of(view)
    ]


def variation_values(master: ProductData, variant: ProductData) -> dict[str, str]:
    """Return the values of the variation attributes of a variant."""
    return {
        attribute.attribute_id: str(variant.custom_attributes[attribute.attribute_id])
        for attribute in master.variation_attributes
        if attribute.attribute_id in variant.custom_attributes
    }


def _variations(call: Call, document: Product, view: ProductView, currency: str, stock: Stock) -> None:
    master = view.master or view.product
    locale, shop = call.site.shop.locale, call.site.shop
    document.variation_attributes = [
        VariationAttribute(
            id=attribute.attribute_id,
            name=localised(attribute.display_name, locale),
            values=[
                VariationAttributeValue(value=value.value, name=localised(value.display_value, locale))
                for value in attribute.values
            ],
        )
        for attribute in master.variation_attributes
    ]
    document.variants = []
    for variant in view.product.variants:
        known = call.products.get(variant.product_id)
        if known is None:
            continue
        state = stock.get(variant.product_id)
        left = state is not None and (state.available is None or state.available > 0)
        document.variants.append(
            Variant(
                product_id=variant.product_id,
                orderable=left and is_orderable_kind(known.product) and is_sellable(known, shop, call.now),
                price=unit_price(known, _ONE, currency, call.now, shop),
                variation_values=variation_values(master, known.product),
            )
        )
