"""A site's shipping methods."""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from counterfoil.archive import values
from counterfoil.archive.attributes import attributes
from counterfoil.archive.fields import Table, converted, fill, text, text_list, texts
from counterfoil.archive.nodes import Node
from counterfoil.archive.product_specification import specification
from counterfoil.archive.report import BadObjectError
from counterfoil.archive.site import fresh, marked_default, put, site_objects
from counterfoil.archive.unit import Item, Unit
from counterfoil.documents.product_rules import ProductSpecification
from counterfoil.documents.shop_data import (
    AddressCondition,
    AddressConditionGroup,
    ProductCostGroup,
    ScaleEntry,
    ShippingMethodData,
    SiteData,
)

INHERITED = (
    "display_name description external_shipping_method tax_class_id price_table product_cost_groups "
    "excluded_products excluded_addresses currency customer_groups"
).split()
"""Settings that a method takes from its base method when it leaves them out."""


def changes(unit: Unit) -> Iterator[Item]:
    """Yield the change of a site's shipping methods."""
    yield site_objects(unit, {"shipping-method": _method})


def _method(site: SiteData, node: Node, unit: Unit) -> None:
    method_id = values.required(node, "method-id")
    new = ShippingMethodData(method_id=method_id)
    method = fresh(site.shipping_methods, "method_id", method_id, new)
    method.default = marked_default(node)
    fill(method, node, METHOD, unit)
    _inherit(method, site, node, unit)
    put(site.shipping_methods, "method_id", method)


def _inherit(method: ShippingMethodData, site: SiteData, node: Node, unit: Unit) -> None:
    if method.base_method is None:
        return
    base = next((other for other in site.shipping_methods if other.method_id == method.base_method), None)
    if base is None:
        unit.warn(node.line, f"there is no shipping method {method.base_method} before {method.method_id}")
        return
    for name in INHERITED:
        if not getattr(method, name):
            setattr(method, name, msgspec.convert(msgspec.to_builtins(getattr(base, name)), FIELD_TYPES[name]))


FIELD_TYPES = {field.name: field.type for field in msgspec.structs.fields(ShippingMethodData)}


def _scale(node: Node) -> ScaleEntry:
    step = ScaleEntry(order_value=values.decimal_attribute(node, "order-value"))
    if node.tag == "amount":
        step.amount = values.amount(node)
    else:
        step.percentage = values.amount(node)
    return step


def _price_table(method: ShippingMethodData, node: Node, unit: Unit) -> None:
    method.price_table = []
    for child in node.children:
        if child.tag in {"amount", "percentage"}:
            method.price_table.append(_scale(child))
        else:
            unit.skip("price-table", child.tag)
    method.price_table.sort(key=lambda step: step.order_value)


def _cost_groups(method: ShippingMethodData, node: Node, unit: Unit) -> None:
    method.product_cost_groups = []
    for group in node.all("product-cost-group"):
        products, cost = group.child("products"), group.child("cost-per-item")
        if products is None:
            raise BadObjectError(group.line, "a product-cost-group names no products")
        method.product_cost_groups.append(
            ProductCostGroup(
                products=_named(products, unit),
                fixed_price=_money(cost, "fixed-price"),
                surcharge=_money(cost, "surcharge"),
            )
        )


def _named(node: Node, unit: Unit) -> ProductSpecification:
    """Read products that must be named: without ``included-products`` none are meant."""
    products = specification(node, unit)
    products.included = products.included or []
    return products


def _money(node: Node | None, tag: str) -> Decimal | None:
    child = node.child(tag) if node is not None else None
    return values.amount(child) if child is not None else None


def _excluded_products(method: ShippingMethodData, node: Node, unit: Unit) -> None:
    method.excluded_products = _named(node, unit) if node.children else None


def _excluded_addresses(method: ShippingMethodData, node: Node, unit: Unit) -> None:
    method.excluded_addresses = []
    for child in node.children:
        if child.tag == "included-addresses":
            method.excluded_addresses += [_address_group(group) for group in child.all("condition-group")]
        else:
            unit.warn(child.line, f"{child.tag} among excluded addresses is not understood")


def _address_group(node: Node) -> AddressConditionGroup:
    return AddressConditionGroup(
        match_mode=node.attributes.get("match-mode", "all"),
        conditions=[_address_condition(child) for child in node.all("condition")],
    )


def _address_condition(node: Node) -> AddressCondition:
    texts_ = []
    for child in node.children:
        if child.tag in {"attribute-path", "operator"}:
            continue
        texts_ += [part.text for part in child.children] if child.children else [child.text]
    return AddressCondition(
        attribute_path=values.required_text(node, "attribute-path"),
        operator=values.required_text(node, "operator"),
        values=texts_,
    )


METHOD: Table = {
    "display-name": texts("display_name"),
    "description": texts("description"),
    "online-flag": converted("online_flag", values.boolean, False),
    "base-method": text("base_method"),
    "external-shipping-method": text("external_shipping_method"),
    "tax-class-id": text("tax_class_id"),
    "price-table": _price_table,
    "product-cost-groups": _cost_groups,
    "excluded-products": _excluded_products,
    "excluded-addresses": _excluded_addresses,
    "custom-attributes": attributes("custom_attributes", "ShippingMethod"),
    "currency": converted("currency", lambda node: values.currency(node.text, node.line)),
    "customer-groups": text_list("customer_groups", "customer-group"),
}
