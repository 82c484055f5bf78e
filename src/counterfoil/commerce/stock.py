"""How much of which product a basket or an order takes, and what is short.

Follows the inventory section of the site archive reference.
"""

from collections.abc import Mapping
from decimal import Decimal

from counterfoil.commerce.products import Products
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.terms import Container
from counterfoil.documents.items import ProductItem

Stock = Mapping[tuple[str, str], Decimal | None]
"""What is left by inventory list and product id: None is without limit, a missing product has no record in the list."""


def list_of(item: ProductItem, shop: Shop) -> str | None:
    """Return the inventory list a line is sold from: the one it names, else the site's."""
    return item.inventory_id or (shop.inventory_list.list_id if shop.inventory_list else None)


def stock_takes(container: Container, shop: Shop, products: Products) -> list[tuple[str, str, Decimal]]:
    """Return what a container takes as (inventory list, product, quantity), sorted; equal ones are added up.

    The parts of a bundle are taken too unless the list keeps stock of the bundle alone. Without a list nothing is
    taken.
    """
    taken: dict[tuple[str, str], Decimal] = {}
    for item in container.product_items or ():
        for key, quantity in _needs(item, shop, products):
            before = taken.get(key)
            taken[key] = quantity if before is None else before + quantity
    return [(list_id, product_id, quantity) for (list_id, product_id), quantity in sorted(taken.items())]


def short_items(container: Container, shop: Shop, products: Products, stock: Stock) -> set[int]:
    """Return the places of the items of which their lists have too little, bundles that lack a part included."""
    short = {
        (list_id, product_id)
        for list_id, product_id, quantity in stock_takes(container, shop, products)
        if not _has(list_id, product_id, quantity, shop, stock)
    }
    if not short:
        return set()
    return {
        index
        for index, item in enumerate(container.product_items or ())
        if any(key in short for key, _ in _needs(item, shop, products))
    }


def _has(list_id: str, product_id: str, quantity: Decimal, shop: Shop, stock: Stock) -> bool:
    """Say whether an inventory list has a quantity of a product; a list nobody knows has nothing."""
    key = (list_id, product_id)
    if key not in stock:
        return list_id in shop.inventory_lists and shop.inventory_lists[list_id].default_instock
    left = stock[key]
    return left is None or quantity <= left


def is_available(product_id: str, quantity: Decimal, shop: Shop, stock: Mapping[str, Decimal | None]) -> bool:
    """Say whether the site's inventory list has a quantity of a product; without a list everything is available."""
    own = shop.inventory_list
    if own is None:
        return True
    left = {(own.list_id, name): amount for name, amount in stock.items() if name == product_id}
    return _has(own.list_id, product_id, quantity, shop, left)


def _needs(item: ProductItem, shop: Shop, products: Products) -> list[tuple[tuple[str, str], Decimal]]:
    """Return what one line takes."""
    list_id = list_of(item, shop)
    if list_id is None or not item.product_id or not item.quantity:
        return []
    needs = [((list_id, item.product_id), item.quantity)]
    view = products.get(item.product_id)
    parts = view.product.bundled_products if view is not None else ()
    if parts:
        known = shop.inventory_lists.get(list_id)
        if known is None or not known.use_bundle_inventory_only:
            needs += [((list_id, part.product_id), part.quantity * item.quantity) for part in parts]
    return needs
