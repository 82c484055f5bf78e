"""What one recalculation goes by, looked up once at its beginning."""

from collections.abc import Callable, Collection
from decimal import Decimal
from typing import NamedTuple

from counterfoil.commerce.money import quantum
from counterfoil.commerce.products import Products
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.shopper import Shopper
from counterfoil.documents.basket import Basket
from counterfoil.documents.items import OptionItem, ProductItem
from counterfoil.documents.order import Order

Container = Basket | Order
Line = ProductItem | OptionItem
"""A line that has a price of its own: a product item, or an option of one."""


class Terms(NamedTuple):
    """Shop, products, customer, instant and currency of a calculation."""

    shop: Shop
    products: Products
    now: int
    currency: str
    unit: Decimal
    """The smallest amount of the currency."""
    zero: Decimal
    gross: bool
    locale: str
    new_id: Callable[[], str]
    shopper: Shopper


def terms_of(
    container: Container,
    shop: Shop,
    products: Products,
    *,
    now: int,
    new_id: Callable[[], str],
    locale: str | None,
    shopper: Shopper,
) -> Terms:
    """Fix currency and taxation of a container that has none yet, and gather what its calculation goes by."""
    currency = container.currency = container.currency or shop.currency
    container.taxation = container.taxation or shop.taxation
    unit = quantum(currency)
    gross = container.taxation == "gross"
    tongue = locale or container.locale or shop.locale
    return Terms(shop, products, now, currency, unit, unit * 0, gross, tongue, new_id, shopper)


def lines_of(container: Container) -> list[Line]:
    """Return the priced lines of a container: each product item, followed by its options."""
    lines: list[Line] = []
    for item in container.product_items or ():
        lines.append(item)
        if item.option_items:
            lines.extend(item.option_items)
    return lines


def is_member(groups: Collection[str], container: Container, assigned: Collection[str] | None) -> bool:
    """Say whether a container's customer is in one of some groups: those every site has, or the assigned ones."""
    kind = "Registered" if container.registered else "Unregistered"
    return "Everyone" in groups or kind in groups or any(group in groups for group in assigned or ())
