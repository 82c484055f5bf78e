"""Which shipping methods a shipment may use, and what they would cost.

Follows the shipping section of the site archive reference.
"""

from collections.abc import Callable, Collection

from counterfoil.commerce.conditions import holds
from counterfoil.commerce.money import quantum
from counterfoil.commerce.products import Products
from counterfoil.commerce.promotions.shown import ShippingPromotions
from counterfoil.commerce.shipping import describe_method, shipping_cost
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.terms import Container, is_member, product_facts
from counterfoil.documents.address import OrderAddress
from counterfoil.documents.items import ProductItem
from counterfoil.documents.shipment import Shipment, ShippingMethod, ShippingMethodResult
from counterfoil.documents.shop_data import AddressCondition, AddressConditionGroup, ShippingMethodData

_ADDRESS_PREFIX = "shipment.shippingAddress."
_ADDRESS_PATHS: dict[str, Callable[[OrderAddress], str | None]] = {
    "address1": lambda address: address.address1,
    "address2": lambda address: address.address2,
    "city": lambda address: address.city,
    "companyName": lambda address: address.company_name,
    "countryCode": lambda address: address.country_code,
    "postBox": lambda address: address.post_box,
    "postalCode": lambda address: address.postal_code,
    "stateCode": lambda address: address.state_code,
}


def applicable_methods(
    shipment: Shipment,
    container: Container,
    shop: Shop,
    products: Products,
    *,
    now: int = 0,
    customer_groups: Collection[str] | None = None,
) -> list[ShippingMethodData]:
    """Return the methods a shipment may use, in the order of the archive."""
    return [
        method
        for method in shop.shipping_methods.values()
        if is_applicable(method, shipment, container, shop, products, now=now, customer_groups=customer_groups)
    ]


def is_applicable(
    method: ShippingMethodData,
    shipment: Shipment,
    container: Container,
    shop: Shop,
    products: Products,
    *,
    now: int = 0,
    customer_groups: Collection[str] | None = None,
) -> bool:
    """Say whether a shipment may use a method: online, currency, customer group, address and products all fit.

    While there is no address yet, none is excluded. ``customer_groups`` are the groups a customer is assigned to;
    ``now`` decides on conditions about price books.
    """
    if not method.online_flag or shop.method_currency(method) != (container.currency or shop.currency):
        return False
    if method.customer_groups and not is_member(method.customer_groups, container, customer_groups):
        return False
    address = shipment.shipping_address
    excluded = method.excluded_addresses
    if excluded and address is not None and any(_group_holds(group, address) for group in excluded):
        return False
    named = shop.shipping_products.get(method.method_id) if method.excluded_products is not None else None
    if named is None or named.excluded is None:
        return True
    facts = product_facts(shop, products, container.currency or shop.currency, now)
    return not any(named.excluded.names(item, facts) for item in items_of(shipment, container))


def shipping_method_result(
    shipment: Shipment,
    container: Container,
    shop: Shop,
    products: Products,
    *,
    now: int = 0,
    customer_groups: Collection[str] | None = None,
    locale: str | None = None,
    promotions: ShippingPromotions | None = None,
) -> ShippingMethodResult:
    """Answer which methods a shipment of a calculated container may use, with what each would cost."""
    currency = container.currency or shop.currency
    unit = quantum(currency)
    items = items_of(shipment, container)
    methods: list[ShippingMethod] = []
    facts = product_facts(shop, products, currency, now)
    for method in applicable_methods(shipment, container, shop, products, now=now, customer_groups=customer_groups):
        price = shipping_cost(method, items, shop, facts, unit).total(unit)
        document = ShippingMethod(id=method.method_id, price=price)
        describe_method(document, method, shop.tongue(locale))
        document.shipping_promotions = promotions(method.method_id) if promotions is not None else None
        methods.append(document)
    default = shop.default_shipping_method(currency)
    return ShippingMethodResult(
        applicable_shipping_methods=methods or None,
        default_shipping_method_id=default.method_id if default else None,
    )


def items_of(shipment: Shipment, container: Container) -> list[ProductItem]:
    """Return the product items of a shipment."""
    return [item for item in container.product_items or () if item.shipment_id == shipment.shipment_id]


def _group_holds(group: AddressConditionGroup, address: OrderAddress) -> bool:
    holding = (_condition_holds(condition, address) for condition in group.conditions)
    return any(holding) if group.match_mode == "any" else bool(group.conditions) and all(holding)


def _condition_holds(condition: AddressCondition, address: OrderAddress) -> bool:
    """Compare one property of the address; conditions on anything else never exclude."""
    path = condition.attribute_path
    read = _ADDRESS_PATHS.get(path.removeprefix(_ADDRESS_PREFIX)) if path.startswith(_ADDRESS_PREFIX) else None
    if read is None:
        return False
    text = (read(address) or "").casefold()
    return holds(condition.operator, [text], [value.casefold() for value in condition.values])
