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
from counterfoil.commerce.shipping import complete_shipping, price_shipping, settle_shipping, ship
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.shopper import ANYBODY, Shopper
from counterfoil.commerce.tax_lines import settle_taxes, tax
from counterfoil.commerce.terms import NO_EXTRAS, Container, Extras, Line, Terms, lines_of, terms_of
from counterfoil.documents.values import whole

_ONE = Decimal(1)


class Calculation:
    """A recalculation at work, in steps to be taken in this order; shipping and tax may be somebody else's."""

    __slots__ = ("_promotions", "_terms", "container", "lines")

    def __init__(self, container: Container, terms: Terms) -> None:
        self.container = container
        self.lines: list[Line] = []
        self._terms = terms
        self._promotions = engine_for(container, terms)

    def price(self) -> None:
        """Price the products and discount them, and the order."""
        container, terms, promotions = self.container, self._terms, self._promotions
        complete(container)
        price_items(container.product_items or (), terms)
        if promotions is not None:
            promotions.apply_to_products()
        lines = lines_of(container)
        discount_items(lines, terms)
        discount_order(container, lines, terms)
        if promotions is not None:
            lines += promotions.apply_to_order()
        self.lines = lines

    def ship(self) -> None:
        """Price the shipping."""
        ship(self.container, self._terms)

    def prepare_shipping(self) -> None:
        """Give each shipment the shipping item that somebody else is to price."""
        complete_shipping(self.container, self._terms)

    def take_shipping(self) -> None:
        """Go by the prices that somebody else gave the shipping items."""
        settle_shipping(self.container, self._terms)

    def discount_shipping(self) -> None:
        """Discount the shipping; an empty container has nothing to ship."""
        container, terms, promotions = self.container, self._terms, self._promotions
        if promotions is None:
            promotions = engine_for_shipping(container, self.lines, terms)
        if promotions is not None:
            promotions.apply_to_shipping()
        if self.empty:
            for item in container.shipping_items or ():
                price_shipping(item, None, _ONE, terms)
                item.tax_class_id = None

    @property
    def empty(self) -> bool:
        """Say whether there is nothing to be paid for."""
        return not self.lines and not self.container.gift_certificate_items

    def tax(self) -> Decimal:
        """Tax all lines; return the tax of the order-level adjustments."""
        return tax(self.container, self.lines, self._terms)

    def take_taxes(self) -> Decimal:
        """Go by the taxes that somebody else set; return the tax of the order-level adjustments by their rates."""
        return settle_taxes(self.container, self.lines, self._terms)

    def total(self, order_tax: Decimal) -> None:
        """Add everything up; an empty container has no totals."""
        if self.empty:
            totals.clear_totals(self.container)
        else:
            totals.total(self.container, self.lines, order_tax, self._terms)


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
    work = Calculation(container, terms)
    work.price()
    work.ship()
    work.discount_shipping()
    work.total(work.tax())


def complete(container: Container) -> None:
    """Write the flags that answers always show, and put what has no shipment into the first."""
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
