"""Metadata: the custom attributes of system objects, which give ``c_*`` properties their types."""

from collections.abc import Iterator

import msgspec

from counterfoil.archive import values
from counterfoil.archive.attributes import value_of
from counterfoil.archive.custom_types import custom_type
from counterfoil.archive.fields import Table, converted, fill, ignored, texts
from counterfoil.archive.nodes import Node
from counterfoil.archive.report import BadObjectError
from counterfoil.archive.unit import Change, Item, Unit
from counterfoil.documents.custom_types import pattern_of
from counterfoil.documents.shop_data import AttributeDefinition, encode

TYPES = frozenset(
    "string int double text html image boolean date datetime email password "
    "set-of-string set-of-int set-of-double enum-of-string enum-of-int".split()
)
DEFINITIONS = msgspec.json.Decoder(list[AttributeDefinition])


def _type(node: Node) -> str:
    if node.text not in TYPES:
        raise BadObjectError(node.line, f"there is no attribute type '{node.text[:40]}'")
    return node.text


def _values(definition: AttributeDefinition, node: Node, _unit: Unit) -> None:
    definition.values = []
    definition.value_names = {}
    for child in node.all("value-definition"):
        value = values.required_text(child, "value")
        definition.values.append(value)
        for display in child.all("display"):
            definition.value_names.setdefault(value, {})[values.language(display)] = display.text
        if child.attributes.get("default") in {"true", "1"}:
            definition.default_value = value


def _default(definition: AttributeDefinition, node: Node, unit: Unit) -> None:
    definition.default_value = value_of(node, definition, unit)


def _pattern(definition: AttributeDefinition, node: Node, unit: Unit) -> None:
    definition.regex = node.text or None
    if definition.regex is not None and pattern_of(definition) is None:
        name = definition.attribute_id
        unit.warn(node.line, f"the regex of '{name}' is not understood, or too large; values are not held to it")


ATTRIBUTE: Table = {
    "display-name": texts("display_name"),
    "description": ignored,
    "type": converted("type", _type, "string"),
    "localizable-flag": converted("localizable", values.boolean, False),
    "site-specific-flag": converted("site_specific", values.boolean, False),
    "mandatory-flag": converted("mandatory", values.boolean, False),
    "searchable-flag": converted("searchable", values.boolean, False),
    "select-multiple-flag": converted("select_multiple", values.boolean, False),
    "min-length": converted("min_length", values.integer),
    "field-length": converted("field_length", values.integer),
    "min-value": converted("min_value", values.decimal),
    "max-value": converted("max_value", values.decimal),
    "regex": _pattern,
    "value-definitions": _values,
    "default-value": _default,
} | dict.fromkeys(
    "visible-flag externally-managed-flag order-required-flag externally-defined-flag field-height unit scale".split(),
    ignored,
)


def changes(unit: Unit) -> Iterator[Item]:
    """Yield the changes of a file of metadata; the files read later see its types."""

    def read(node: Node) -> Iterator[Item]:
        if node.tag == "custom-type":
            type_id, key, change = custom_type(unit, node)
            known = unit.settings.types.setdefault(type_id, {})
            for definition in (*((key,) if key is not None else ()), *_definitions(node, unit)):
                known[definition.attribute_id] = definition
            yield change
        elif node.tag == "type-extension":
            type_id = values.required(node, "type-id")
            known = unit.settings.types.setdefault(type_id, {})
            for definition in _definitions(node, unit):
                known[definition.attribute_id] = definition
        else:
            unit.skip("metadata", node.tag)
            return
        yield _change(unit, type_id)

    nodes = unit.nodes()
    next(nodes)
    yield from unit.guarded(nodes, read)


def _definitions(node: Node, unit: Unit) -> Iterator[AttributeDefinition]:
    for group in node.children:
        if group.tag not in ("custom-attribute-definitions", "attribute-definitions"):
            if node.tag == "type-extension":
                unit.skip("type-extension", group.tag)
            continue
        for child in group.all("attribute-definition"):
            try:
                definition = AttributeDefinition(attribute_id=values.required(child, "attribute-id"), type="string")
                fill(definition, child, ATTRIBUTE, unit)
                yield definition
            except BadObjectError as bad:
                unit.warn(bad.line, bad.message)


def _change(unit: Unit, type_id: str) -> Change:
    named = dict(unit.settings.types[type_id])

    def merge(old: bytes | None) -> bytes:
        merged = {definition.attribute_id: definition for definition in DEFINITIONS.decode(old or b"[]")}
        merged.update(named)
        return encode(list(merged.values()))

    return Change(unit, "metadata", "", type_id, merge)
