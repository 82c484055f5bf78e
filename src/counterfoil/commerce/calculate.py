"""The one recalculation of a basket or an order, in a fixed order of steps.

Follows the calculation section of the order lifecycle reference; shapes of unknown numbers as recorded.
"""

from collections.abc import Callable
from decimal import Decimal

from counterfoil.commerce import totals
from counterfoil.commerce.adjustments import discount_items, discount_order
from counterfoil.commerce.line_prices import price_items
from counterfoil.commerce.products import Products
from counterfoil.commerce.promotions.engine import engine_for, engine_for_shipping
from counterfoil.commerce.shipping import price_shipping, ship
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.shopper import ANYBODY, Shopper
from counterfoil.commerce.tax_lines import tax
from counterfoil.commerce.terms import NO_EXTRAS, Container, Extras, lines_of, terms_of
from counterfoil.documents.values import whole

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
    promotions = engine_for(container, terms)
    _complete(container)
    price_items(container.product_items or (), terms)
    if promotions is not None:
        promotions.apply_to_products()
    lines = lines_of(container)
    discount_items(lines, terms)
    discount_order(container, lines, terms)
    if promotions is not None:
        lines += promotions.apply_to_order()
    ship(container, terms)
    if promotions is None:
        promotions = engine_for_shipping(container, lines, terms)
    if promotions is not None:
        promotions.apply_to_shipping()
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
            item.quantity = whole(item.quantity)
        item.gift = item.gift or False
        item.bonus_product_line_item = item.bonus_product_line_item or False
        if item.shipment_id is None and shipments:
            item.shipment_id = shipments[0].shipment_id
