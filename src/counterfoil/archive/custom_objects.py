"""Custom objects of a site, or of the organisation when the file lies above the sites."""

from collections.abc import Iterator
from typing import Any

from counterfoil.archive import values
from counterfoil.archive.attributes import value_of
from counterfoil.archive.nodes import Node
from counterfoil.archive.unit import CustomObjectChange, Item, Unit
from counterfoil.documents.custom_object_data import TYPE_PREFIX


def changes(unit: Unit) -> Iterator[Item]:
    """Yield the changes of a file of custom objects; their types are known from the metadata."""

    def read(node: Node) -> Iterator[Item]:
        if node.tag != "custom-object":
            unit.skip("custom-objects", node.tag)
            return
        type_id = values.required(node, "type-id")
        named = None if node.deleted else dict(_attributes(unit, node, type_id))
        yield CustomObjectChange(
            unit=unit,
            line=node.line,
            site_id=unit.site_id,
            type_id=type_id,
            object_key=values.required(node, "object-id"),
            attributes=named,
        )

    nodes = unit.nodes()
    next(nodes)
    yield from unit.guarded(nodes, read)


def _attributes(unit: Unit, node: Node, type_id: str) -> Iterator[tuple[str, Any]]:
    """Yield attributes and values; None unsets one."""
    definitions = unit.settings.types.get(TYPE_PREFIX + type_id, {})
    for child in node.children:
        if child.tag != "object-attribute":
            unit.skip("custom-object", child.tag)
            continue
        attribute_id = values.required(child, "attribute-id")
        if values.language(child) == values.DEFAULT_LANGUAGE:
            yield attribute_id, value_of(child, definitions.get(attribute_id), unit)
