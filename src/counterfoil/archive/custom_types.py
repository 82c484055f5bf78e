"""Types of custom objects in metadata. Their attributes are declared like those of system objects."""

from counterfoil.archive import values
from counterfoil.archive.fields import Table, converted, fill, ignored, texts
from counterfoil.archive.nodes import Node
from counterfoil.archive.report import BadObjectError
from counterfoil.archive.unit import Change, Unit, record_change
from counterfoil.documents.custom_object_data import TYPE_PREFIX, CustomObjectType
from counterfoil.documents.shop_data import AttributeDefinition

_SCOPES = frozenset({"site", "organization"})
_KEY_TYPES = frozenset({"string", "int"})


def _scope(node: Node) -> str:
    if node.text not in _SCOPES:
        raise BadObjectError(node.line, f"the storage scope of a custom type is none of {', '.join(sorted(_SCOPES))}")
    return node.text


def _days(node: Node) -> int:
    days = values.integer(node)
    if not 0 <= days <= 100_000:
        raise BadObjectError(node.line, "the retention days of a custom type are at least 0")
    return days


def _key(type_: CustomObjectType, node: Node, _unit: Unit) -> None:
    kind = node.text_of("type") or "string"
    if kind not in _KEY_TYPES:
        raise BadObjectError(node.line, "the key of a custom type is a string or an int")
    type_.key_attribute, type_.key_type = values.required(node, "attribute-id"), kind


TYPE: Table = {
    "display-name": texts("display_name"),
    "description": ignored,
    "staging-mode": ignored,
    "storage-scope": converted("storage_scope", _scope, "site"),
    "retention-days": converted("retention_days", _days, 0),
    "key-definition": _key,
    "attribute-definitions": ignored,
    "group-definitions": ignored,
}


def custom_type(unit: Unit, node: Node) -> tuple[str, AttributeDefinition | None, Change]:
    """Read a custom type: the name its attributes stand under, its key as one of them, and the change of the type."""
    type_id = values.required(node, "type-id")

    def merge(old: CustomObjectType | None) -> CustomObjectType:
        type_ = old or CustomObjectType(type_id=type_id)
        fill(type_, node, TYPE, unit)
        return type_

    named = CustomObjectType(type_id=type_id)
    fill(named, node, TYPE, unit)
    key = None
    if named.key_attribute:
        key = AttributeDefinition(attribute_id=named.key_attribute, type=named.key_type, mandatory=True)
    return TYPE_PREFIX + type_id, key, record_change(unit, "custom_type", "", type_id, merge, CustomObjectType)
