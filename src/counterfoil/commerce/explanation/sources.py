"""Where the unit price of a line comes from: a price book and its tier, an option value, a bonus, a shipping method."""

from decimal import Decimal

from counterfoil.commerce.explanation.step import text
from counterfoil.commerce.prices import PriceFound, find_price
from counterfoil.commerce.products import Products
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.terms import Container, lines_of, source_of
from counterfoil.documents.items import ProductItem, ShippingItem

_ONE = Decimal(1)


def product_source(item: ProductItem, container: Container, shop: Shop, products: Products, now: int) -> str:
    """Say which price book gives a product's unit price at an instant; another price is told as such."""
    named = f"price of product '{item.product_id}'"
    if item.bonus_product_line_item:
        return f"{named}, a bonus"
    view = products.get(item.product_id or "")
    if view is None:
        return f"{named}, which the site does not have any more"
    currency = container.currency or shop.currency
    quantity = sum(
        (
            other.quantity or _ONE
            for other in container.product_items or ()
            if other.product_id == item.product_id and not other.bonus_product_line_item
        ),
        Decimal(0),
    )
    _, more = source_of(container, shop, currency, now)
    chains = shop.price_chains.get(currency, ()) + more
    found = find_price(view, quantity, now, chains)
    if found is None:
        return f"{named}: no price book of the site in force has one in {currency}"
    if item.base_price is None or shop.round_money(found.price, currency) != item.base_price:
        return f"{named} when it was worked out; price book '{found.book.pricebook_id}' says {text(found.price)} now"
    owner = "" if found.product_id == item.product_id else f" for its master '{found.product_id}'"
    return f"{named}: {_entry(found)}{owner}"


def _entry(found: PriceFound) -> str:
    tier = f", from a quantity of {found.entry.quantity.normalize():f}" if found.entry.quantity > 1 else ""
    off = f", {found.entry.percentage.normalize():f} % off" if found.entry.percentage is not None else ""
    return f"price book '{found.book.pricebook_id}'{tier}{off}"


def shipping_source(item: ShippingItem, container: Container) -> str:
    """Say which shipping method gives a shipping item's price, and at what value."""
    shipment = next((found for found in container.shipments or () if found.shipment_id == item.shipment_id), None)
    method = shipment.shipping_method if shipment else None
    if method is None or not method.id:
        return f"no shipping method is chosen for shipment '{item.shipment_id}'"
    for product in container.product_items or ():
        if product.shipping_item_id == item.item_id:
            return f"shipping method '{method.id}' has a price of its own for product '{product.product_id}'"
    values = [line.price_after_order_discount for line in lines_of(container) if line.shipment_id == item.shipment_id]
    value = sum((part for part in values if part is not None), Decimal(0))
    return f"shipping method '{method.id}' at a merchandise value of {text(value)}"
