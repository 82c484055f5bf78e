"""How much of which product a basket or an order takes, and what is short.

Follows the inventory section of the site archive reference.
"""

from collections.abc import Mapping
from decimal import Decimal

from counterfoil.commerce.products import Products
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.terms import Container

Stock = Mapping[str, Decimal | None]
"""What is left by product id: None is without limit, a missing product has no record in the list."""


def stock_takes(container: Container, shop: Shop, products: Products) -> list[tuple[str, str, Decimal]]:
    """Return what a container takes as (inventory list, product, quantity), sorted; equal ones are added up.

    The parts of a bundle are taken too unless the list keeps stock of the bundle alone. Without a list nothing is
    taken.
    """
    own_list = shop.inventory_list
    taken: dict[tuple[str, str], Decimal] = {}
    for item in container.product_items or ():
        list_id = item.inventory_id or (own_list.list_id if own_list else None)
        if list_id is None or not item.product_id or not item.quantity:
            continue
        key = (list_id, item.product_id)
        taken[key] = taken.get(key, Decimal(0)) + item.quantity
        view = products.get(item.product_id)
        if view is None or (own_list is not None and own_list.use_bundle_inventory_only):
            continue
        for bundled in view.product.bundled_products:
            part = (list_id, bundled.product_id)
            taken[part] = taken.get(part, Decimal(0)) + bundled.quantity * item.quantity
    return [(list_id, product_id, quantity) for (list_id, product_id), quantity in sorted(taken.items())]


def short_products(container: Container, shop: Shop, products: Products, stock: Stock) -> set[str]:
    """Return the products of which the site's list has too little, with the bundles that need them.

    Items that name another inventory list are left to the store, which decides when the order is made.
    """
    own_list = shop.inventory_list
    if own_list is None:
        return set()
    short = {
        product_id
        for list_id, product_id, quantity in stock_takes(container, shop, products)
        if list_id == own_list.list_id and not is_available(product_id, quantity, shop, stock)
    }
    if short and not own_list.use_bundle_inventory_only:
        for item in container.product_items or ():
            view = products.get(item.product_id or "")
            if view and any(part.product_id in short for part in view.product.bundled_products):
                short.add(view.product.product_id)
    return short


def is_available(product_id: str, quantity: Decimal, shop: Shop, stock: Stock) -> bool:
    """Say whether the site's inventory list has a quantity of a product; without a list everything is available."""
    if product_id not in stock:
        return shop.inventory_list is None or shop.inventory_list.default_instock
    left = stock[product_id]
    return left is None or quantity <= left
