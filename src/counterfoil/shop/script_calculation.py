"""What scripts ask of the calculation: promotions, shipping, tax and totals by the server's own rules."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from counterfoil.commerce.money import quantum
from counterfoil.commerce.prices import option_price
from counterfoil.commerce.products import find_option, find_option_value
from counterfoil.commerce.prorated_adjustments import prorated_adjustments
from counterfoil.commerce.scripted import apply_promotions, apply_shipping_cost, update_totals
from counterfoil.commerce.shipping import cost_group, scale_cost, shipping_cost
from counterfoil.commerce.shipping_methods import is_applicable, items_of
from counterfoil.commerce.taxation import CUSTOM_RATE, TAX_EXEMPT
from counterfoil.commerce.terms import Container, product_facts
from counterfoil.commerce.texts import localised
from counterfoil.documents.address import OrderAddress
from counterfoil.documents.items import ProductItem
from counterfoil.documents.shipment import Shipment
from counterfoil.documents.shop_data import ShippingMethodData
from counterfoil.shop.adjustment_limits import excess_of
from counterfoil.shop.call import Call
from counterfoil.shop.script_containers import answered, container_of, decimal_of, terms_for
from counterfoil.shop.server import ScriptOperation


async def _apply_discounts(call: Call, asked: dict[str, Any]) -> dict[str, Any]:
    container = container_of(call, asked)
    apply_promotions(container, await terms_for(call, container))
    return answered(container)


async def _apply_shipping_cost(call: Call, asked: dict[str, Any]) -> dict[str, Any]:
    container = container_of(call, asked)
    apply_shipping_cost(container, await terms_for(call, container))
    return answered(container)


async def _update_totals(call: Call, asked: dict[str, Any]) -> dict[str, Any]:
    container = container_of(call, asked)
    adjustments = asked["document"].get("order_price_adjustments") or ()
    taxes = [decimal_of(adjustment.get("tax")) for adjustment in adjustments]
    update_totals(container, await terms_for(call, container), taxes)
    return answered(container)


async def _tax_terms(call: Call, _: Any) -> dict[str, Any]:
    shop = call.site.shop
    return {
        "policy": shop.taxation,
        "currency": shop.currency,
        "default_class": shop.tax.default_class,
        "default_jurisdiction": shop.tax.default_jurisdiction,
        "custom_rate_class": CUSTOM_RATE,
        "exempt_class": TAX_EXEMPT,
        "after_order_discounts": shop.taxes_after_order_discounts,
    }


async def _tax_jurisdiction(call: Call, location: dict[str, Any]) -> str | None:
    return call.site.shop.tax.mapped(_address(location))


def _address(given: Mapping[str, Any]) -> OrderAddress:
    """Return an address of what a script knows of a place."""
    address = OrderAddress()
    for name, value in given.items():
        if name in OrderAddress.__struct_fields__ and isinstance(value, str):
            setattr(address, name, value)
    return address


async def _tax_rate(call: Call, asked: list[str]) -> Any:
    class_id, jurisdiction = asked
    return call.site.shop.tax.rate(jurisdiction, class_id)


async def _option_price(call: Call, asked: dict[str, Any]) -> Any:
    products = await call.load_products([asked["product_id"]])
    view = products.get(asked["product_id"])
    option = find_option(view, asked["option_id"]) if view is not None else None
    value = find_option_value(option, asked["option_value_id"]) if option is not None else None
    return None if value is None else option_price(value, asked["currency"] or call.site.shop.currency)


async def _shipping_methods(call: Call, _: Any) -> list[dict[str, Any]]:
    """Return the site's shipping methods, those offline too, in the texts of the request's locale."""
    return [_method(call, method) for method in call.site.shop.shipping_methods.values()]


def _method(call: Call, method: ShippingMethodData) -> dict[str, Any]:
    shop = call.site.shop
    tongue = shop.tongue(call.locale)
    return {
        "id": method.method_id,
        "name": localised(method.display_name, tongue),
        "description": localised(method.description, tongue),
        "default": method.default,
        "online": method.online_flag,
        "currency": shop.method_currency(method),
        "tax_class_id": method.tax_class_id,
        "base_method": method.base_method,
        "customer_groups": method.customer_groups,
        "custom": {f"c_{name}": value for name, value in method.custom_attributes.items()},
    }


def _shipment(container: Container, shipment_id: str) -> Shipment | None:
    return next((one for one in container.shipments or () if one.shipment_id == shipment_id), None)


async def _shipment_methods(call: Call, asked: dict[str, Any]) -> list[str]:
    """Return the ids of the methods that a shipment may use, at another address if one is given."""
    container = container_of(call, asked)
    shipment = _shipment(container, asked["shipment_id"])
    if shipment is None:
        return []
    if asked.get("address") is not None:
        shipment.shipping_address = _address(asked["address"])
    products = await call.load_basket_products(container)
    shopper = await call.load_shopper(container)
    shop = call.site.shop
    return [
        method.method_id
        for method in shop.shipping_methods.values()
        if is_applicable(method, shipment, container, shop, products, now=call.now, customer_groups=shopper.groups)
    ]


async def _shipment_cost(call: Call, asked: dict[str, Any]) -> Any:
    """Return what a method costs for a shipment, the costs of single products included."""
    container = container_of(call, asked)
    shipment = _shipment(container, asked["shipment_id"])
    method = call.site.shop.shipping_methods.get(asked["method_id"])
    if shipment is None or method is None:
        return None
    terms = await terms_for(call, container)
    return shipping_cost(method, items_of(shipment, container), terms.shop, terms.facts, terms.unit).total(terms.unit)


async def _shipping_cost(call: Call, asked: dict[str, Any]) -> Any:
    """Return what a method costs at a value of goods, products with costs of their own left aside."""
    shop = call.site.shop
    method = shop.shipping_methods.get(asked["method_id"])
    value = decimal_of(asked["value"])
    return None if method is None or value is None else scale_cost(method, value, quantum(shop.method_currency(method)))


async def _product_shipping(call: Call, asked: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what each shipping method makes of a product: whether it takes it, and its own cost if it has one."""
    shop = call.site.shop
    item = ProductItem(product_id=asked["product_id"], quantity=Decimal(1))
    products = await call.load_products([asked["product_id"]])
    found = {}
    for method in shop.shipping_methods.values():
        currency = shop.method_currency(method)
        facts = product_facts(shop, products, currency, call.now)
        named = shop.shipping_products.get(method.method_id)
        excluded = named is not None and named.excluded is not None and named.excluded.names(item, facts)
        group = cost_group(method, item, shop, facts)
        amount = None if group is None else group.fixed_price if group.fixed_price is not None else group.surcharge
        fixed = group is not None and group.fixed_price is not None
        found[method.method_id] = {"applicable": not excluded, "amount": amount, "fixed": fixed}
    return found


async def _prorated(call: Call, asked: dict[str, Any]) -> dict[str, dict[str, Decimal]]:
    """Return what each line bears of each adjustment of the whole order."""
    container = container_of(call, asked)
    return prorated_adjustments(container, quantum(container.currency or call.site.shop.currency))


async def _adjustment_limits(call: Call, asked: dict[str, Any]) -> dict[str, Any] | None:
    """Return where the agent's own adjustments exceed his limits; None where they do not."""
    excess = await excess_of(call, container_of(call, asked))
    return None if excess is None else excess._asdict()


OPERATIONS: dict[str, ScriptOperation] = {
    "apply_discounts": _apply_discounts,
    "apply_shipping_cost": _apply_shipping_cost,
    "update_totals": _update_totals,
    "tax_terms": _tax_terms,
    "tax_jurisdiction": _tax_jurisdiction,
    "tax_rate": _tax_rate,
    "option_price": _option_price,
    "shipping_methods": _shipping_methods,
    "shipment_methods": _shipment_methods,
    "shipment_cost": _shipment_cost,
    "shipping_cost": _shipping_cost,
    "product_shipping": _product_shipping,
    "prorated": _prorated,
    "adjustment_limits": _adjustment_limits,
}
