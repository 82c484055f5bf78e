"""Schemas of the custom attributes that a shop declares. Follows section 3.4 of the platform reference."""

from collections.abc import Mapping
from typing import Any

from counterfoil.documents.custom_types import SHOWN_OBJECTS, Attribute, CustomTypes, pattern_of
from counterfoil.documents.fields import type_name
from counterfoil.documents.properties import Document

Schema = dict[str, Any]
_KINDS: dict[str, Schema] = {
    "boolean": {"type": "boolean"},
    "int": {"type": "integer", "format": "int32"},
    "double": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
}
"""All others are texts."""
_NUMBERS = ("int", "double")


def attributes_of(cls: type[Document], types: CustomTypes) -> Mapping[str, Attribute]:
    """Return the custom attributes that a document may have, by their wire names."""
    return types.get(SHOWN_OBJECTS.get(type_name(cls), ""), {})


def schema_of(attribute: Attribute) -> Schema:
    """Describe an attribute by what the metadata says of it."""
    one = _one(attribute)
    return {"type": "array", "items": one} if attribute.is_set else one


def _one(attribute: Attribute) -> Schema:
    said, kind = attribute.definition, attribute.kind
    limits: dict[str, Any] = {}
    if kind in _NUMBERS:
        limits = {"minimum": said.min_value, "maximum": said.max_value}
    elif kind not in _KINDS:
        limits = {"minLength": said.min_length, "maxLength": said.field_length}
        limits |= {"pattern": f"^(?:{said.regex})$" if pattern_of(said) else None}
    schema = _KINDS.get(kind, {"type": "string"}) | {name: value for name, value in limits.items() if value is not None}
    if said.type.startswith("enum-of-") and said.values:
        schema["enum"] = list(dict.fromkeys(_whole(value) if kind == "int" else value for value in said.values))
    return schema


def _whole(text: str) -> int | str:
    """Return the number a text says; itself where it says none, which no value is equal to then."""
    try:
        return int(text)
    except ValueError:
        return text
