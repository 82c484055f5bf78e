"""Prices of product items and of their options before any discount.

Follows the calculation section of the order lifecycle reference.
"""

from collections.abc import Sequence
from decimal import Decimal

from counterfoil.commerce.known_products import KnownProduct, holds_between
from counterfoil.commerce.money import round_to
from counterfoil.commerce.prices import option_price, price_dates, unit_price
from counterfoil.commerce.products import bundled_items, find_option, find_option_value, name_of, tax_class
from counterfoil.commerce.taxation import CUSTOM_RATE
from counterfoil.commerce.terms import Line, Terms
from counterfoil.commerce.texts import localised
from counterfoil.documents.catalog_data import ProductOptionValue
from counterfoil.documents.items import OptionItem, ProductItem
from counterfoil.documents.shop_data import ProductView

_ONE = Decimal(1)


def price_items(items: Sequence[ProductItem], terms: Terms) -> None:
    """Set text, unit price, price and tax class of product items and their options.

    Tiers are read with the quantity of all lines of a product together.
    """
    quantities = _quantities(items)
    for item in items:
        view = terms.products.get(item.product_id or "")
        if view is None:
            _price_line(item, None, terms)
        else:
            _price_line(item, _describe(item, view, quantities[item.product_id], terms).price, terms)
        for option in item.option_items or ():
            value = _describe_option(option, item, view, terms)
            _price_line(option, None if value is None else option_price(value, terms.currency), terms)


def describe_items(items: Sequence[ProductItem], terms: Terms) -> None:
    """Set text and tax class of product items and their options, whose prices somebody else works out."""
    quantities = _quantities(items)
    for item in items:
        view = terms.products.get(item.product_id or "")
        if view is not None:
            _describe(item, view, quantities[item.product_id], terms)
        for option in item.option_items or ():
            _describe_option(option, item, view, terms)


def _quantities(items: Sequence[ProductItem]) -> dict[str | None, Decimal]:
    quantities: dict[str | None, Decimal] = {}
    for item in items:
        quantities[item.product_id] = quantities.get(item.product_id, 0) + (item.quantity or _ONE)
    return quantities


def _describe(item: ProductItem, view: ProductView, quantity: Decimal, terms: Terms) -> KnownProduct:
    known = terms.shop.known_products.find(view, quantity, terms.currency, terms.locale, terms.now)
    if known is None or terms.source_chains:
        known = _work_out(view, quantity, terms)
    item.product_name = item.item_text = known.name
    if item.tax_class_id != CUSTOM_RATE:
        item.tax_class_id = known.tax_class_id
    if view.product.bundled_products or item.bundled_product_items:
        item.bundled_product_items = bundled_items(item, view, terms.products, terms.locale, terms.new_id)
    return known


def _work_out(view: ProductView, quantity: Decimal, terms: Terms) -> KnownProduct:
    """Find name, price and tax class of a product; they are remembered unless a source code changes the price."""
    shop, currency, now, more = terms.shop, terms.currency, terms.now, terms.source_chains
    since, until = holds_between(price_dates(view, shop.price_chains.get(currency, ())), now)
    price = unit_price(view, quantity, currency, now, shop, more)
    found = KnownProduct(view, since, until, name_of(view, terms.locale), price, tax_class(view, shop))
    if not more:
        shop.known_products.keep(found, quantity, currency, terms.locale)
    return found


def _describe_option(
    option: OptionItem, item: ProductItem, view: ProductView | None, terms: Terms
) -> ProductOptionValue | None:
    """Describe an option as a line of its own, with the quantity, shipment and tax class of its product."""
    known = find_option(view, option.option_id) if view else None
    value = find_option_value(known, option.option_value_id) if known else None
    option.quantity, option.shipment_id = item.quantity, item.shipment_id
    option.gift, option.bonus_product_line_item = item.gift, item.bonus_product_line_item
    if value is not None:
        option.product_name = option.item_text = localised(value.display_value, terms.locale) or value.value_id
    if option.tax_class_id != CUSTOM_RATE and view is not None:
        option.tax_class_id = tax_class(view, terms.shop)
    return value


def _price_line(line: Line, each: Decimal | None, terms: Terms) -> None:
    line.base_price = each
    line.price = None if each is None else round_to(each * (line.quantity or _ONE), terms.unit)
