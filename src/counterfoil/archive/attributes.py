"""Custom attributes: their elements, and their values by the types that metadata declares."""

from collections.abc import Callable
from datetime import UTC, datetime

from counterfoil.archive import values
from counterfoil.archive.fields import Handler
from counterfoil.archive.nodes import Node
from counterfoil.archive.unit import Unit
from counterfoil.documents.catalog_data import ProductData
from counterfoil.documents.shop_data import AttributeDefinition

Scalar = str | int | float | bool
Value = Scalar | list[Scalar] | None


def value_of(node: Node, definition: AttributeDefinition | None, unit: Unit) -> Value:
    """Return an attribute's value: a list where it has ``value`` children or is a set; None when empty."""
    type_ = definition.type if definition is not None else "string"
    parts = node.all("value")
    if parts:
        return [_scalar(part, type_, unit) for part in parts]
    if not node.text:
        return None
    value = _scalar(node, type_, unit)
    return [value] if type_.startswith("set-of-") else value


def attributes(name: str, type_id: str) -> Handler:
    """Fill a dictionary of custom attributes that has neither languages nor sites."""

    def handle(record: object, node: Node, unit: Unit) -> None:
        put_values(getattr(record, name), node, type_id, unit)

    return handle


def put_values(target: dict[str, object], node: Node, type_id: str, unit: Unit, prefix: str = "") -> None:
    """Put the default values of a ``custom-attributes`` element into a dictionary; an empty one deletes."""
    definitions = unit.settings.types.get(type_id, {})
    for child in node.all("custom-attribute"):
        attribute_id = values.required(child, "attribute-id")
        if "site-id" not in child.attributes and values.language(child) == values.DEFAULT_LANGUAGE:
            _put(target, prefix + attribute_id, value_of(child, definitions.get(attribute_id), unit))


def product_attributes(product: ProductData, node: Node, unit: Unit) -> None:
    """Fill a product's custom attributes with their overrides by site and by language."""
    definitions = unit.settings.types.get("Product", {})
    for child in node.all("custom-attribute"):
        attribute_id = values.required(child, "attribute-id")
        value = value_of(child, definitions.get(attribute_id), unit)
        site_id = child.attributes.get("site-id")
        if site_id is not None:
            _put_below(product.site_custom_attributes, site_id, attribute_id, value)
        elif values.language(child) != values.DEFAULT_LANGUAGE:
            _put_below(product.localized_custom_attributes, values.language(child), attribute_id, value)
        else:
            _put(product.custom_attributes, attribute_id, value)


def _put(target: dict[str, object], attribute_id: str, value: Value) -> None:
    if value is None:
        target.pop(attribute_id, None)
    else:
        target[attribute_id] = value


def _put_below(target: dict[str, dict[str, object]], key: str, attribute_id: str, value: Value) -> None:
    _put(target.setdefault(key, {}), attribute_id, value)
    if not target[key]:
        del target[key]


def _whole(node: Node, _unit: Unit) -> int:
    return values.integer(node)


def _double(node: Node, _unit: Unit) -> float:
    return float(values.decimal(node))


def _boolean(node: Node, _unit: Unit) -> bool:
    return values.boolean(node)


def _day(node: Node, _unit: Unit) -> str:
    return values.day(node)


def _instant(node: Node, unit: Unit) -> str:
    moment = datetime.fromtimestamp(values.instant(node, unit.settings.zone) / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


SCALARS: dict[str, Callable[[Node, Unit], Scalar]] = {
    "int": _whole,
    "set-of-int": _whole,
    "enum-of-int": _whole,
    "double": _double,
    "set-of-double": _double,
    "boolean": _boolean,
    "date": _day,
    "datetime": _instant,
}
"""All other types are texts."""


def _scalar(node: Node, type_: str, unit: Unit) -> Scalar:
    convert = SCALARS.get(type_)
    return convert(node, unit) if convert else node.text
