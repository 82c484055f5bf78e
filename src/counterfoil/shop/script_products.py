"""Products, prices, stock, categories and price books as scripts read them."""

from decimal import Decimal
from typing import Any

import msgspec

from counterfoil.commerce.categories import ROOT
from counterfoil.commerce.categories import is_online as is_category_online
from counterfoil.commerce.prices import book_prices, find_price, unit_price
from counterfoil.commerce.products import custom_attributes, is_master, is_online, is_sellable, name_of, tax_class
from counterfoil.commerce.texts import localised
from counterfoil.documents.catalog_data import Category, ProductData
from counterfoil.documents.shop_data import InventoryRecord, PriceBook, ProductView
from counterfoil.shop.call import Call
from counterfoil.shop.product_stock import left
from counterfoil.shop.script_site import scripts_of
from counterfoil.shop.script_source_codes import chains_of_session
from counterfoil.shop.server import ScriptOperation
from counterfoil.timestamps import date_time

_record = msgspec.json.Decoder(InventoryRecord, float_hook=Decimal)
_ONE = Decimal(1)
_PAGE = 500
_MOST_PRODUCTS = 5000


async def _product(call: Call, product_id: str) -> dict[str, Any] | None:
    view = (await call.load_products([str(product_id)])).get(str(product_id))
    return _shown(call, view) if view is not None else None


def _shown(call: Call, view: ProductView) -> dict[str, Any]:
    """Return a product in the texts of the request's locale; a variant has what it does not say of its master."""
    product, master, shop = view.product, view.master, call.site.shop
    tongue = shop.tongue(call.locale)
    return {
        "id": product.product_id,
        "name": name_of(view, tongue),
        **{name: _text(view, name, tongue) for name in _TEXTS},
        **{name: _own(view, name) for name in ("ean", "upc", "unit", "brand", "manufacturer_name", "manufacturer_sku")},
        "online": is_online(product, call.site_id, call.now),
        "online_flag": product.online_flag.on(call.site_id),
        "online_from": _instant(product.site_online_from.get(call.site_id, product.online_from)),
        "online_to": _instant(product.site_online_to.get(call.site_id, product.online_to)),
        "searchable": product.searchable_flag.on(call.site_id),
        "sellable": is_sellable(view, shop, call.now),
        "tax_class_id": tax_class(view, shop),
        "min_order_quantity": product.min_order_quantity,
        "step_quantity": product.step_quantity,
        "unit_quantity": product.unit_quantity,
        "master": is_master(product),
        "variant": product.master_product_id is not None and not product.variation_group,
        "variation_group": product.variation_group,
        "set": bool(product.product_set_products),
        "bundle": bool(product.bundled_products),
        "option": bool(product.options),
        "master_id": product.master_product_id,
        "variants": [one.product_id for one in (master or product).variants],
        "variation_groups": (master or product).variation_groups,
        "variation": [_variation(attribute, tongue) for attribute in (master or product).variation_attributes],
        "bundled": [[part.product_id, part.quantity] for part in product.bundled_products],
        "set_products": product.product_set_products,
        "options": [_option(option, tongue) for option in product.options],
        "categories": _categories_of(view, shop.catalog_id),
        "primary_category": product.categories.get(shop.catalog_id or ""),
        "classification_category": product.classification_category,
        "images": [_images(group, tongue) for group in (product.image_groups or (master or product).image_groups)],
        "custom": {"c_" + name: value for name, value in custom_attributes(view, call.site_id, tongue).items()},
    }


_TEXTS = ("short_description", "long_description", "page_title", "page_description", "page_keywords")


def _instant(instant: int | None) -> str | None:
    return None if instant is None else date_time(instant)


def _text(view: ProductView, name: str, tongue: str) -> str | None:
    own = localised(getattr(view.product, name), tongue)
    return own if own is not None or view.master is None else localised(getattr(view.master, name), tongue)


def _own(view: ProductView, name: str) -> Any:
    own = getattr(view.product, name)
    return own if own is not None or view.master is None else getattr(view.master, name)


def _variation(attribute: Any, tongue: str) -> dict[str, Any]:
    return {
        "id": attribute.variation_attribute_id,
        "attribute_id": attribute.attribute_id,
        "name": localised(attribute.display_name, tongue),
        "values": [
            {
                "id": value.value,
                "value": value.value,
                "display_value": localised(value.display_value, tongue) or value.value,
                "description": localised(value.description, tongue),
            }
            for value in attribute.values
        ],
    }


def _option(option: Any, tongue: str) -> dict[str, Any]:
    return {
        "id": option.option_id,
        "name": localised(option.display_name, tongue),
        "description": localised(option.description, tongue),
        "image": localised(option.image, tongue),
        "values": [
            {
                "id": value.value_id,
                "default": value.default,
                "display_value": localised(value.display_value, tongue),
                "product_id_modifier": value.product_id_modifier,
                "prices": {price.currency: price.price for price in value.prices},
            }
            for value in option.values
        ],
    }


def _images(group: Any, tongue: str) -> dict[str, Any]:
    images = [
        {"path": image.path, "alt": localised(image.alt, tongue), "title": localised(image.title, tongue)}
        for image in group.images
    ]
    return {"view_type": group.view_type, "variation": group.variation, "images": images}


def _categories_of(view: ProductView, catalog_id: str | None) -> list[str]:
    found = view.product.category_assignments.get(catalog_id or "", [])
    if not found and view.master is not None:
        found = view.master.category_assignments.get(catalog_id or "", [])
    return found


def currency_of(call: Call) -> str:
    """Return the currency of the session."""
    return scripts_of(call).currency or call.site.shop.currency


async def _prices(call: Call, asked: dict[str, Any]) -> dict[str, Any] | None:
    """Return what one unit costs when so many are bought: the price in force, and that of each price book."""
    view = (await call.load_products([asked["product_id"]])).get(asked["product_id"])
    if view is None:
        return None
    shop, currency = call.site.shop, currency_of(call)
    least = max(_ONE, view.product.min_order_quantity)
    quantity = least if asked["quantity"] is None else Decimal(str(asked["quantity"]))
    if is_master(view.product):
        return await _range(call, view, currency)
    more = chains_of_session(call, currency)
    chains = shop.price_chains.get(currency, ()) + more
    found = find_price(view, quantity, call.now, chains) if chains else None
    return {
        "currency": currency,
        "price": unit_price(view, quantity, currency, call.now, shop, more),
        "book": found.book.pricebook_id if found is not None else None,
        "percentage": found.entry.percentage if found is not None else None,
        "books": book_prices(view, currency, call.now, shop),
        "steps": sorted({entry.quantity for row in view.prices for table in row.tables for entry in table.entries}),
    }


async def _range(call: Call, view: ProductView, currency: str) -> dict[str, Any]:
    """Return the least and the greatest price of a master's variants."""
    shop = call.site.shop
    variants = await call.load_products([one.product_id for one in view.product.variants])
    own = [variants[one.product_id] for one in view.product.variants if one.product_id in variants]
    more = chains_of_session(call, currency)
    prices = [unit_price(one, max(_ONE, one.product.min_order_quantity), currency, call.now, shop, more) for one in own]
    known = sorted(price for price in prices if price is not None)
    least, most = (known[0], known[-1]) if known else (None, None)
    return {
        "currency": currency, "price": least, "max_price": most, "book": None, "percentage": None, "books": {},
        "steps": [],
    }  # fmt: skip


async def _stock(call: Call, asked: dict[str, Any]) -> dict[str, Any] | None:
    """Return the stock of a product in a list, the site's own if none is named."""
    shop = call.site.shop
    own = shop.inventory_lists.get(asked["list_id"]) if asked["list_id"] is not None else shop.inventory_list
    product_id = str(asked["product_id"])
    view = (await call.load_products([product_id])).get(product_id)
    sellable = view is not None and is_sellable(view, shop, call.now)
    if own is None:
        return {"list_id": None, "sellable": sellable, "ats": None, "record": None}
    states = await call.own_store.inventory_records(own.list_id, [product_id], call.now)
    state = states.get(product_id)
    shown: dict[str, Any] = {"list_id": own.list_id, "sellable": sellable, "ats": left(product_id, own, states)}
    if state is None:
        return {**shown, "record": None}
    record = _record.decode(state.body)
    ats = shown["ats"]
    extra = record.preorder_backorder_allocation if record.handling != "none" else Decimal(0)
    return {
        **shown,
        "record": {
            "allocation": record.allocation,
            "perpetual": record.perpetual,
            "handling": record.handling,
            "preorder_backorder_allocation": record.preorder_backorder_allocation,
            "stock_level": max(min(ats, ats - extra), Decimal(0)),
            "turnover": Decimal(state.sold) / 1000,
            "reserved": Decimal(state.reserved) / 1000,
            "in_stock_date": None if record.in_stock_datetime is None else date_time(record.in_stock_datetime),
            "custom": {"c_" + name: value for name, value in record.custom_attributes.items()},
        },
    }


async def _inventory_list(call: Call, list_id: str | None) -> dict[str, Any] | None:
    shop = call.site.shop
    found = shop.inventory_lists.get(list_id) if list_id is not None else shop.inventory_list
    if found is None:
        return None
    return {"id": found.list_id, "description": found.description, "default_in_stock": found.default_instock}


async def _site_products(call: Call, category_id: str | None) -> list[str]:
    """Return the ids of the site's products, or of those assigned to a category."""
    catalog_id, found = call.site.shop.catalog_id or "", []
    after = ""
    while rows := await call.state.product_page(after, _PAGE):
        after = rows[-1][0]
        for _product_id, body in rows:
            data = msgspec.json.decode(body, type=ProductData)
            assigned = data.category_assignments.get(catalog_id, [])
            if category_id in assigned if category_id is not None else _in_catalog(data, catalog_id):
                found.append(data.product_id)
        if len(found) > _MOST_PRODUCTS:
            raise ValueError(f"there are more than {_MOST_PRODUCTS} such products: ask for fewer")
    return found


def _in_catalog(data: ProductData, catalog_id: str) -> bool:
    return not catalog_id or catalog_id in data.categories or data.master_product_id is not None


async def _category(call: Call, category_id: str) -> dict[str, Any] | None:
    tree = await call.state.categories(call.site)
    category = tree.categories.get(str(category_id))
    if category is None and category_id == ROOT and call.site.shop.catalog_id:
        category = Category(catalog_id=call.site.shop.catalog_id, category_id=ROOT, online_flag=True)
    if category is None:
        return None
    tongue = call.site.shop.tongue(call.locale)
    return {
        "id": category.category_id,
        "name": localised(category.display_name, tongue),
        "description": localised(category.description, tongue),
        "page_title": localised(category.page_title, tongue),
        "page_description": localised(category.page_description, tongue),
        "page_keywords": localised(category.page_keywords, tongue),
        "image": category.image,
        "thumbnail": category.thumbnail,
        "online": category.category_id == ROOT or is_category_online(category, call.now),
        "online_flag": category.online_flag,
        "online_from": _instant(category.online_from),
        "online_to": _instant(category.online_to),
        "parent": tree.parent(category.category_id),
        "children": [child.category_id for child in tree.children.get(category.category_id, ())],
        "online_children": [child.category_id for child in tree.online_children(category.category_id, call.now)],
        "custom": {"c_" + name: value for name, value in category.custom_attributes.items()},
    }


async def _catalog(call: Call, _argument: Any) -> str | None:
    return call.site.shop.catalog_id


async def _price_books(call: Call, _argument: Any) -> list[dict[str, Any]]:
    """Return all price books, those of the site first and in its order."""
    own = call.site.data.listed("SitePriceBooks")
    known = await call.state.price_books()
    ordered = [*(one for one in own if one in known), *(one for one in known if one not in own)]
    return [{**_book(call, known[one]), "site": one in own} for one in ordered]


def _book(call: Call, book: PriceBook) -> dict[str, Any]:
    tongue = call.site.shop.tongue(call.locale)
    begun = book.online_from is None or book.online_from <= call.now
    ended = book.online_to is not None and book.online_to <= call.now
    return {
        "id": book.pricebook_id,
        "currency": book.currency,
        "name": localised(book.display_name, tongue),
        "description": localised(book.description, tongue),
        "online_flag": book.online_flag,
        "online": book.online_flag and begun and not ended,
        "online_from": _instant(book.online_from),
        "online_to": _instant(book.online_to),
        "parent": book.parent,
    }


OPERATIONS: dict[str, ScriptOperation] = {
    "product": _product,
    "product_prices": _prices,
    "product_stock": _stock,
    "inventory_list": _inventory_list,
    "site_products": _site_products,
    "category": _category,
    "catalog": _catalog,
    "price_books": _price_books,
}
