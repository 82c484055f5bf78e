"""What a shipping method costs for a shipment, and the shipping items that carry the cost.

Follows the shipping section of the site archive reference.
"""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from counterfoil.commerce.adjustments import adjusted
from counterfoil.commerce.money import round_to
from counterfoil.commerce.product_specification import Facts
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.taxation import CUSTOM_RATE
from counterfoil.commerce.terms import Container, Terms
from counterfoil.commerce.texts import localised
from counterfoil.documents.items import ProductItem, ShippingItem
from counterfoil.documents.shipment import Shipment, ShippingMethod
from counterfoil.documents.shop_data import ProductCostGroup, ScaleEntry, ShippingMethodData

SHIPPING_TEXT = "Shipping"
PRODUCT_SHIPPING_TEXT = "Item shipping cost"
_HUNDRED = Decimal(100)
_ONE = Decimal(1)


class ShippingCost(Struct, frozen=True, gc=False):
    """The cost of a shipment by its method: the method's own, and per product item the price of a unit."""

    standard: Decimal | None
    products: list[tuple[ProductItem, Decimal]]

    def total(self, unit: Decimal) -> Decimal | None:
        """Return the whole cost; None while the method's own is not computable."""
        if self.standard is None or not self.products:
            return self.standard
        return self.standard + sum((product_cost(item, each, unit) for item, each in self.products), unit * 0)


_UNKNOWN = ShippingCost(None, [])


def product_cost(item: ProductItem, each: Decimal, unit: Decimal) -> Decimal:
    """Return what an item costs that has a shipping price of its own for every unit."""
    return round_to(each * (item.quantity or _ONE), unit)


def shipping_cost(
    method: ShippingMethodData, items: Sequence[ProductItem], shop: Shop, facts: Facts, unit: Decimal
) -> ShippingCost:
    """Return what a method costs for the product items of a shipment, whose discounted prices are known.

    Items with a fixed price are taken out of the value that the scale is read with; if none is left the method itself
    costs nothing. A shipment without items is shown the cost at a value of zero.
    """
    value: Decimal | None = unit * 0
    scaled = not items
    costs: list[tuple[ProductItem, Decimal]] = []
    if not method.product_cost_groups:
        for item in items:
            value = _add_value(value, item)
        return ShippingCost(scale_cost(method, value, unit), costs)
    for item in items:
        group = cost_group(method, item, shop, facts)
        each = group.fixed_price if group and group.fixed_price is not None else group.surcharge if group else None
        if each is not None:
            costs.append((item, round_to(each, unit)))
        if group is None or group.fixed_price is None:
            scaled = True
            value = _add_value(value, item)
    return ShippingCost(scale_cost(method, value, unit) if scaled else unit * 0, costs)


def _add_value(value: Decimal | None, item: ProductItem) -> Decimal | None:
    price = item.price_after_order_discount
    value = None if value is None or price is None else value + price
    for option in item.option_items or ():
        price = option.price_after_order_discount
        value = None if value is None or price is None else value + price
    return value


def scale_cost(method: ShippingMethodData, value: Decimal | None, unit: Decimal) -> Decimal | None:
    """Return the cost at an order value; a method without a table is free."""
    if value is None:
        return None
    if not method.price_table:
        return unit * 0
    entry: ScaleEntry | None = None
    for other in method.price_table:
        if other.order_value <= value and (entry is None or other.order_value > entry.order_value):
            entry = other
    if entry is None:
        return None
    if entry.percentage is not None:
        return round_to(value * entry.percentage / _HUNDRED, unit)
    return None if entry.amount is None else round_to(entry.amount, unit)


def cost_group(method: ShippingMethodData, item: ProductItem, shop: Shop, facts: Facts) -> ProductCostGroup | None:
    """Return the first group that names an item's product."""
    for selection, group in shop.shipping_products[method.method_id].cost_groups:
        if selection.names(item, facts):
            return group
    return None


def describe_method(document: ShippingMethod, method: ShippingMethodData, locale: str) -> None:
    """Fill a shipping method document with the texts and custom attributes of the method."""
    document.name = localised(method.display_name, locale)
    document.description = localised(method.description, locale)
    document.external_shipping_method = method.external_shipping_method
    for attribute_id, value in method.custom_attributes.items():
        document.custom.setdefault(f"c_{attribute_id}", value)


def ship(container: Container, terms: Terms) -> None:
    """Price the shipping items of a container, and keep one for each shipment and each product with its own cost.

    A shipment without product items costs nothing, so that it does not keep the order from being totalled.
    """
    present, products = container.shipping_items or [], container.product_items or ()
    linked = {item.shipping_item_id for item in products if item.shipping_item_id}
    kept: list[ShippingItem] = []
    for shipment in container.shipments or ():
        standard = _standard_item(shipment, present, linked, terms)
        kept.append(standard)
        items = [item for item in products if item.shipment_id == shipment.shipment_id]
        chosen = shipment.shipping_method
        method = terms.shop.shipping_methods.get(chosen.id or "") if chosen else None
        cost = _cost_of(chosen, method, items, terms)
        price_shipping(standard, cost.standard, _ONE, terms)
        _tax_class(standard, method)
        costs = {id(item): each for item, each in cost.products}
        for item in items:
            each = costs.get(id(item))
            if each is None:
                item.shipping_item_id = None
                continue
            own = _product_shipping_item(item, shipment, present, terms)
            price_shipping(own, each, item.quantity or _ONE, terms)
            own.surcharge = _is_surcharge(method, item, terms)
            own.tax_class_id = standard.tax_class_id
            kept.append(own)
    container.shipping_items = kept or None


def _is_surcharge(method: ShippingMethodData | None, item: ProductItem, terms: Terms) -> bool | None:
    """Say whether an item's own shipping price comes on top of its shipment's; a fixed one is in its place."""
    group = None if method is None else cost_group(method, item, terms.shop, terms.facts)
    return True if group is not None and group.fixed_price is None else None


def complete_shipping(container: Container, terms: Terms) -> None:
    """Give each shipment its own shipping item, and leave all prices as they are."""
    present = container.shipping_items or []
    linked = {item.shipping_item_id for item in container.product_items or () if item.shipping_item_id}
    own = [_standard_item(shipment, present, linked, terms) for shipment in container.shipments or ()]
    container.shipping_items = [*own, *(item for item in present if item.item_id in linked)] or None


def settle_shipping(container: Container, terms: Terms) -> None:
    """Round the prices that somebody else gave the shipping items, and take off what is adjusted by hand."""
    for item in container.shipping_items or ():
        price_shipping(item, None if item.price is None else Decimal(item.price), _ONE, terms)


def price_shipping(item: ShippingItem, each: Decimal | None, quantity: Decimal, terms: Terms) -> None:
    """Set base price, price and the price after adjustments of a shipping item."""
    item.base_price = each
    item.price = price = None if each is None else round_to(each * quantity, terms.unit)
    if price is not None and item.price_adjustments:
        price = adjusted(price, quantity, item.price_adjustments, terms)
    item.price_after_item_discount = price


def _cost_of(
    chosen: ShippingMethod | None, method: ShippingMethodData | None, items: list[ProductItem], terms: Terms
) -> ShippingCost:
    """Return the cost of a shipment, and show it with the texts of the method chosen."""
    cost = _UNKNOWN
    if chosen is not None:
        if method is not None and terms.shop.method_currency(method) == terms.currency:
            describe_method(chosen, method, terms.locale)
            cost = shipping_cost(method, items, terms.shop, terms.facts, terms.unit)
        chosen.price = cost.total(terms.unit)
    return cost if items else ShippingCost(terms.zero, [])


def _tax_class(item: ShippingItem, method: ShippingMethodData | None) -> None:
    """Set the tax class of a shipping item, that of its method; it has none while it has no price.

    One whose method has none is taxed by the default class and says so by null, as recorded.
    """
    if item.price is None:
        item.tax_class_id = None
        return
    if item.tax_class_id != CUSTOM_RATE:
        item.tax_class_id = method.tax_class_id if method else None


def _standard_item(shipment: Shipment, present: list[ShippingItem], linked: set[str], terms: Terms) -> ShippingItem:
    """Return the shipment's own shipping item: its first one that belongs to no product."""
    for item in present:
        if item.shipment_id == shipment.shipment_id and item.item_id not in linked:
            return item
    return ShippingItem(item_id=terms.new_id(), item_text=SHIPPING_TEXT, shipment_id=shipment.shipment_id)


def _product_shipping_item(
    item: ProductItem, shipment: Shipment, present: list[ShippingItem], terms: Terms
) -> ShippingItem:
    for own in present:
        if own.item_id == item.shipping_item_id:
            own.shipment_id = shipment.shipment_id
            return own
    own = ShippingItem(item_id=terms.new_id(), item_text=PRODUCT_SHIPPING_TEXT, shipment_id=shipment.shipment_id)
    item.shipping_item_id = own.item_id
    return own
