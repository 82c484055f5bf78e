"""What kind a product is, whether the site sells it now, its name and tax class, and the lines below its own.

Follows the catalog section of the site archive reference; a variant takes from its master what it does not say itself.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from counterfoil import faults
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.texts import localised, tags_of
from counterfoil.documents.catalog_data import ProductData, ProductOption, ProductOptionValue
from counterfoil.documents.items import OptionItem, ProductItem
from counterfoil.documents.product import ProductType
from counterfoil.documents.shop_data import ProductView

Products = Mapping[str, ProductView]
"""The products of a container by id, with the parts of bundles."""


def product_type(product: ProductData) -> ProductType:
    """Say what kind a product is; a variant or a bundle may be an option product besides."""
    kind = ProductType(option=bool(product.options) or None)
    if is_master(product):
        kind.master = True
    elif product.variation_group:
        kind.variation_group = True
    elif product.product_set_products:
        kind.set = True
    elif product.bundled_products:
        kind.bundle = True
    elif product.master_product_id is not None:
        kind.variant = True
    else:
        kind.item = None if kind.option else True
    return kind


def is_master(product: ProductData) -> bool:
    """Say whether a product only stands for its variants."""
    return bool(product.variants or product.variation_attributes) and product.master_product_id is None


def is_orderable_kind(product: ProductData) -> bool:
    """Say whether products of this kind can be bought at all: not masters, variation groups and sets."""
    return not (product.product_set_products or product.variation_group or is_master(product))


def is_online(product: ProductData, site_id: str, now: int) -> bool:
    """Say whether the product itself is online on a site at an instant."""
    start = product.site_online_from.get(site_id, product.online_from)
    end = product.site_online_to.get(site_id, product.online_to)
    return product.online_flag.on(site_id) and (start is None or start <= now) and (end is None or now < end)


def is_sellable(view: ProductView, shop: Shop, now: int) -> bool:
    """Say whether a site sells a product now: it and its master are online and one of them is in the site's catalog."""
    product, master = view.product, view.master
    if not is_online(product, shop.site_id, now):
        return False
    if master is not None and not is_online(master, shop.site_id, now):
        return False
    return (
        shop.catalog_id is None
        or shop.catalog_id in product.categories
        or (master is not None and shop.catalog_id in master.categories)
    )


def name_of(view: ProductView, locale: str) -> str:
    """Return the localised name of a product, its id when it has none."""
    name = localised(view.product.display_name, locale)
    if name is None and view.master is not None:
        name = localised(view.master.display_name, locale)
    return name or view.product.product_id


def variation_values(master: ProductData, product: ProductData) -> dict[str, str]:
    """Return the values of a master's variation attributes that a variant or variation group has."""
    return {
        attribute.attribute_id: str(product.custom_attributes[attribute.attribute_id])
        for attribute in master.variation_attributes
        if attribute.attribute_id in product.custom_attributes
    }


def custom_attributes(view: ProductView, site_id: str, locale: str) -> dict[str, Any]:
    """Return the custom attributes of a product on a site in a locale; a variant has those of its master as well."""
    languages = tags_of(locale)[-2::-1]  # without the default one, the best last
    values: dict[str, Any] = {}
    for product in (view.master, view.product):
        if product is None:
            continue
        values.update(product.custom_attributes)
        for language in languages:
            values.update(product.localized_custom_attributes.get(language, {}))
        values.update(product.site_custom_attributes.get(site_id, {}))
    return values


def tax_class(view: ProductView, shop: Shop) -> str | None:
    """Return the tax class of a product: its own, its master's, the site's default one."""
    own = view.product.tax_class_id
    if own is None and view.master is not None:
        own = view.master.tax_class_id
    return own or shop.tax.default_class


def check_product(product_id: str, quantity: Decimal, view: ProductView | None, shop: Shop, now: int) -> ProductView:
    """Return the view of a product that may be bought now.

    Raises INVALID_PRODUCT_ITEM for one that is unknown or not sold here now, INVALID_PRODUCT_TYPE for one whose kind
    cannot be bought, INVALID_PRODUCT_ITEM_QUANTITY for a quantity that its steps do not allow.
    """
    if view is None:
        raise faults.INVALID_PRODUCT_ITEM(product_id=product_id, quantity=f"{quantity:f}")
    if not is_orderable_kind(view.product):
        raise faults.INVALID_PRODUCT_TYPE(product_id=product_id)
    if not is_sellable(view, shop, now):
        raise faults.INVALID_PRODUCT_ITEM(product_id=product_id, quantity=f"{quantity:f}")
    if not allows_quantity(view.product, quantity):
        raise faults.INVALID_PRODUCT_ITEM_QUANTITY(product_id=product_id, quantity=f"{quantity:f}")
    return view


def allows_quantity(product: ProductData, quantity: Decimal) -> bool:
    """Say whether a quantity is the product's smallest one plus whole steps."""
    above = quantity - product.min_order_quantity
    return quantity > 0 and above >= 0 and (product.step_quantity <= 0 or above % product.step_quantity == 0)


def options_of(view: ProductView) -> list[ProductOption]:
    """Return the options of a product; a variant without own ones has its master's."""
    if view.product.options or view.master is None:
        return view.product.options
    return view.master.options


def find_option(view: ProductView, option_id: str | None) -> ProductOption | None:
    """Return an option of a product by its id."""
    return next((option for option in options_of(view) if option.option_id == option_id), None)


def find_option_value(option: ProductOption, value_id: str | None) -> ProductOptionValue | None:
    """Return a value of an option by its id."""
    return next((value for value in option.values if value.value_id == value_id), None)


def complete_options(
    view: ProductView,
    chosen: list[OptionItem] | None,
    new_id: Callable[[], str],
    present: list[OptionItem] | None = None,
) -> list[OptionItem] | None:
    """Return an option item for every option of a product: the value chosen, else the one present, else the default.

    Raises INVALID_PRODUCT_OPTION_ITEM and INVALID_PRODUCT_OPTION_VALUE_ITEM for what the product does not have.
    """
    by_option = {item.option_id: item for item in chosen or ()}
    for item in by_option.values():
        _check_option(view, item)
    old = {item.option_id: item for item in present or ()}
    made: list[OptionItem] = []
    for option in options_of(view):
        given, kept = by_option.get(option.option_id), old.get(option.option_id)
        value = find_option_value(option, given.option_value_id) if given else None
        if value is None and kept is not None:
            value = find_option_value(option, kept.option_value_id)
        value = value or next((each for each in option.values if each.default), None)
        if value is None:
            continue
        item = kept or OptionItem(item_id=new_id(), option_id=option.option_id)
        item.option_value_id = value.value_id
        item.custom.update(given.custom if given else {})
        made.append(item)
    return made or None


def _check_option(view: ProductView, item: OptionItem) -> None:
    product_id = view.product.product_id
    option = find_option(view, item.option_id)
    if option is None:
        raise faults.INVALID_PRODUCT_OPTION_ITEM(product_id=product_id, option_id=item.option_id)
    if find_option_value(option, item.option_value_id) is None:
        raise faults.INVALID_PRODUCT_OPTION_VALUE_ITEM(
            product_id=product_id, option_id=item.option_id, option_value_id=item.option_value_id
        )


def bundled_items(
    item: ProductItem, view: ProductView, products: Products, locale: str, new_id: Callable[[], str]
) -> list[ProductItem] | None:
    """Return the parts of a bundle as items without prices; those the item has already keep their ids."""
    present = {part.product_id: part for part in item.bundled_product_items or ()}
    parts: list[ProductItem] = []
    for bundled in view.product.bundled_products:
        part = present.get(bundled.product_id) or ProductItem(item_id=new_id(), product_id=bundled.product_id)
        known = products.get(bundled.product_id)
        part.product_name = part.item_text = name_of(known, locale) if known else bundled.product_id
        part.quantity = bundled.quantity * (item.quantity or 0)
        part.shipment_id = item.shipment_id
        parts.append(part)
    return parts or None
