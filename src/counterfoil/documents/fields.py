"""A document class read once: for each property its names, shape, kind and row; and the wire order of a version.

Follows the conventions of the documents page of the Shop API reference.
"""

import re
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec.structs

from counterfoil.documents.properties import LATER_SPELLING, Document, Kind, Property
from counterfoil.versions import Version, covers

Shape = Literal["one", "list", "map"]
_PLAIN_KINDS: dict[Any, str] = {str: "string", int: "integer", bool: "boolean", Decimal: "money", Any: "any"}


class Field(NamedTuple):
    """A property of a document class."""

    attribute: str
    name: str
    name_15: str
    shape: Shape
    kind: str
    document: type[Document] | None
    row: Property


@cache
def type_name(cls: type[Document]) -> str:
    """Return the ``_type`` of a document class, such as ``product_item``."""
    return re.sub(r"(?<!^)([A-Z])", r"_\1", cls.__name__).lower()


@cache
def fields_of(cls: type[Document]) -> tuple[Field, ...]:
    """Return the properties of a class in the order it declares them, internal ones included."""
    hints = get_type_hints(cls, include_extras=True)
    return tuple(
        _field(info.name, info.encode_name, hints[info.name])
        for info in msgspec.structs.fields(cls)
        if info.name != cls.custom_attribute
    )


def _field(attribute: str, name: str, annotation: Any) -> Field:
    row = Property()
    shape: Shape = "one"
    kind: str | None = None
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            for fact in annotation.__metadata__:
                if isinstance(fact, Property):
                    row = fact
                elif isinstance(fact, Kind):
                    kind = fact.name
            annotation = annotation.__origin__
        elif origin in (Union, UnionType):
            (annotation,) = (choice for choice in get_args(annotation) if choice is not type(None))
        elif origin is list:
            shape, (annotation,) = "list", get_args(annotation)
        elif origin is dict:
            shape, (_, annotation) = "map", get_args(annotation)
        else:
            break
    document = annotation if isinstance(annotation, type) and issubclass(annotation, Document) else None
    if kind is None:
        kind = "document" if document else _PLAIN_KINDS[annotation]
    return Field(attribute, name, row.named_15 or name, shape, kind, document, row)


@cache
def wire_fields(cls: type[Document], version: Version) -> tuple[tuple[str, Field], ...]:
    """Return wire name and property, in wire order, of all a version shows of a class."""
    early = version < LATER_SPELLING
    if early and cls.properties_15 is not None:
        by_name = {field.name_15: field for field in fields_of(cls)}
        return tuple((name, by_name[name]) for name in cls.properties_15)
    shown = [
        (field.name_15 if early else field.name, field)
        for field in fields_of(cls)
        if not field.row.internal and covers(version, field.row.since, field.row.until)
    ]
    # Recorded answers sort as if by the camelCase name: taxation comes before tax_total.
    return tuple(shown if cls.declared_order else sorted(shown, key=lambda pair: pair[0].replace("_", "")))


@cache
def holds_secrets(cls: type[Document]) -> bool:
    """Say whether a document of this class, or one inside it, has secret properties."""
    seen: set[type[Document]] = set()
    waiting: list[type[Document]] = [cls]
    while waiting:
        current = waiting.pop()
        if current.secret:
            return True
        seen.add(current)
        nested = {field.document for field in fields_of(current) if field.document}
        waiting.extend(nested - seen)
    return False
