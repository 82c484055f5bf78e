"""The one recalculation of a basket or an order, in a fixed order of steps.

Follows the calculation section of the order lifecycle reference; shapes of unknown numbers as recorded.
"""

from collections.abc import Callable
from decimal import Decimal

from counterfoil.commerce import totals
from counterfoil.commerce.adjustments import discount_items, discount_order
from counterfoil.commerce.money import round_to
from counterfoil.commerce.prices import option_price, unit_price
from counterfoil.commerce.products import (
    Products,
    bundled_items,
    find_option,
    find_option_value,
    name_of,
    tax_class,
)
from counterfoil.commerce.shipping import price_shipping, ship
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.shopper import ANYBODY, Shopper
from counterfoil.commerce.tax_lines import tax
from counterfoil.commerce.taxation import CUSTOM_RATE
from counterfoil.commerce.terms import NO_EXTRAS, Container, Extras, Line, Terms, lines_of, terms_of
from counterfoil.commerce.texts import localised
from counterfoil.documents.items import OptionItem, ProductItem
from counterfoil.documents.shop_data import ProductView
from counterfoil.documents.values import quantity

_ONE = Decimal(1)


def calculate(
    container: Container,
    shop: Shop,
    products: Products,
    *,
    now: int,
    new_id: Callable[[], str],
    locale: str | None = None,
    shopper: Shopper = ANYBODY,
    extras: Extras = NO_EXTRAS,
) -> None:
    """Work out every number of a container anew: products, discounts, shipping, tax, totals.

    ``new_id`` names the shipping items and parts of bundles that are missing; ``shopper`` is the customer.
    """
    terms = terms_of(container, shop, products, now=now, new_id=new_id, locale=locale, shopper=shopper, extras=extras)
    _complete(container)
    price_items(container, terms)
    lines = lines_of(container)
    discount_items(lines, terms)
    discount_order(container, lines, terms)
    ship(container, terms)
    empty = not lines and not container.gift_certificate_items
    if empty:
        for item in container.shipping_items or ():
            price_shipping(item, None, _ONE, terms)
            item.tax_class_id = None
    order_tax = tax(container, lines, terms)
    if empty:
        totals.clear_totals(container)
    else:
        totals.total(container, lines, order_tax, terms)


def _complete(container: Container) -> None:
    """Write the flags that answers always show."""
    shipments = container.shipments or ()
    for shipment in shipments:
        shipment.gift = shipment.gift or False
        shipment.shipping_status = shipment.shipping_status or "not_shipped"
    for item in container.product_items or ():
        if item.quantity is not None:
            item.quantity = Decimal(quantity(item.quantity))
        item.gift = item.gift or False
        item.bonus_product_line_item = item.bonus_product_line_item or False
        if item.shipment_id is None and shipments:
            item.shipment_id = shipments[0].shipment_id


def price_items(container: Container, terms: Terms) -> None:
    """Set text, unit price, price and tax class of product items and their options.

    Tiers are read with the quantity of all lines of a product together.
    """
    quantities: dict[str | None, Decimal] = {}
    items = container.product_items or ()
    for item in items:
        quantities[item.product_id] = quantities.get(item.product_id, 0) + (item.quantity or _ONE)
    for item in items:
        view = terms.products.get(item.product_id or "")
        if view is None:
            _price_line(item, None, terms)
        else:
            _price_product(item, view, quantities[item.product_id], terms)
        for option in item.option_items or ():
            _price_option(option, item, view, terms)


def _price_product(item: ProductItem, view: ProductView, quantity: Decimal, terms: Terms) -> None:
    item.product_name = item.item_text = name_of(view, terms.locale)
    _price_line(item, unit_price(view, quantity, terms.currency, terms.now, terms.shop, terms.source_chains), terms)
    if item.tax_class_id != CUSTOM_RATE:
        item.tax_class_id = tax_class(view, terms.shop)
    if view.product.bundled_products or item.bundled_product_items:
        item.bundled_product_items = bundled_items(item, view, terms.products, terms.locale, terms.new_id)


def _price_option(option: OptionItem, item: ProductItem, view: ProductView | None, terms: Terms) -> None:
    """Price an option as a line of its own, with the quantity, shipment and tax class of its product."""
    known = find_option(view, option.option_id) if view else None
    value = find_option_value(known, option.option_value_id) if known else None
    option.quantity, option.shipment_id = item.quantity, item.shipment_id
    option.gift, option.bonus_product_line_item = item.gift, item.bonus_product_line_item
    if value is not None:
        option.product_name = option.item_text = localised(value.display_value, terms.locale) or value.value_id
    if option.tax_class_id != CUSTOM_RATE and view is not None:
        option.tax_class_id = tax_class(view, terms.shop)
    _price_line(option, None if value is None else option_price(value, terms.currency), terms)


def _price_line(line: Line, each: Decimal | None, terms: Terms) -> None:
    line.base_price = each
    line.price = None if each is None else round_to(each * (line.quantity or _ONE), terms.unit)
