"""What one recalculation goes by, looked up once at its beginning."""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from counterfoil.commerce.money import quantum
from counterfoil.commerce.prices import price_books_of
from counterfoil.commerce.product_specification import Facts
from counterfoil.commerce.products import Products
from counterfoil.commerce.shop import PriceChain, Shop
from counterfoil.commerce.shopper import Shopper
from counterfoil.documents.basket import Basket
from counterfoil.documents.items import OptionItem, ProductItem
from counterfoil.documents.order import Order
from counterfoil.documents.shop_data import ProductView

Container = Basket | Order
Line = ProductItem | OptionItem
"""A line that has a price of its own: a product item, or an option of one."""

Explain = Callable[[str, str | None], None]
"""Takes a promotion's id, and why it did not apply: plain ASCII, or None if it did."""


class Extras(NamedTuple):
    """What only some calculations are given."""

    stock: Mapping[str, Decimal | None] | None = None
    """What is left of the products, where rules ask for it."""
    explain: Explain | None = None
    """Told of each promotion whether it applied, else why not."""


NO_EXTRAS = Extras()


class Terms(Struct, frozen=True, gc=False):
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
    facts: Facts
    """What conditions on products ask for."""
    source_group: str | None
    """The source code group in force that knows the container's code."""
    source_chains: tuple[PriceChain, ...]
    """Price books that the source code adds to the site's, those of the currency."""
    explain: Explain | None = None
    """Told of each promotion whether it applied, else why not; nobody is told unless somebody asks."""


def terms_of(
    container: Container,
    shop: Shop,
    products: Products,
    *,
    now: int,
    new_id: Callable[[], str],
    locale: str | None,
    shopper: Shopper,
    extras: Extras,
) -> Terms:
    """Fix currency and taxation of a container that has none yet, and gather what its calculation goes by."""
    currency = container.currency = container.currency or shop.currency
    container.taxation = container.taxation or shop.taxation
    unit = quantum(currency)
    gross = container.taxation == "gross"
    tongue = shop.tongue(locale or container.locale)
    source_group, chains = source_of(container, shop, currency, now)
    return Terms(
        shop,
        products,
        now,
        currency,
        unit,
        unit * 0,
        gross,
        tongue,
        new_id,
        shopper,
        product_facts(shop, products, currency, now, extras.stock, chains),
        source_group,
        chains,
        extras.explain,
    )


def source_of(container: Container, shop: Shop, currency: str, now: int) -> tuple[str | None, tuple[PriceChain, ...]]:
    """Return the source code group in force of a container, and the price books it adds."""
    if not container.source_code:
        return None, ()
    group = shop.source_codes.active_group(container.source_code, now)
    if group is None:
        return None, ()
    chains = (shop.named_chains.get(book_id, ()) for book_id in group.pricebooks)
    return group.group_id, tuple(chain for chain in chains if chain and chain[0].currency == currency)


def product_facts(
    shop: Shop,
    products: Products,
    currency: str,
    now: int,
    stock: Mapping[str, Decimal | None] | None = None,
    more: tuple[PriceChain, ...] = (),
) -> Facts:
    """Gather what conditions on products ask for."""

    def price_books(view: ProductView) -> tuple[str, ...]:
        return price_books_of(view, currency, now, shop.price_chains.get(currency, ()) + more)

    return Facts(products, stock, price_books)


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
