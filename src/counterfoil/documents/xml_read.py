"""XML bytes to plain wire structure, in the mapping that :mod:`counterfoil.documents.xml` describes.

A value that does not fit its property stays what it is, so that reading the document names it in a fault.
"""

import re
from decimal import Decimal
from typing import Any, NamedTuple

from counterfoil import faults
from counterfoil.documents.fields import Field, type_name, wire_fields
from counterfoil.documents.limits import DEFAULT, Limits
from counterfoil.documents.properties import Document
from counterfoil.documents.redact import redact
from counterfoil.documents.xml_tree import NAMESPACE, Element, read_tree
from counterfoil.versions import Version

_NUMBER = re.compile(r"[+-]?([0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_ENVELOPE_ATTRIBUTES = {"_v", "_type", "_resource_state"}
_KINDS = {
    "boolean": "boolean",
    "integer": "integer",
    "int": "integer",
    "long": "integer",
    "decimal": "number",
    "double": "number",
    "float": "number",
}
"""Kind of a value by its ``xsi:type``."""


class XmlReader:
    """Reads bodies that keep to the limits."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def decode(self, body: bytes, cls: type[Document], version: Version) -> Any:
        """Read a body that holds a document of a class, None when it is empty; raises BODY_DECODING."""
        if not body.strip():
            return None
        root = self._root(body, version)
        if root.name != type_name(cls):
            raise faults.BODY_DECODING(body=f"the root element is not {type_name(cls)}")
        return _Reading(version, self._limits.number_digits).document(root, cls)

    def decode_list(self, body: bytes, cls: type[Document], version: Version) -> Any:
        """Read a body that holds documents: a root with one child per document, or one alone; raises BODY_DECODING."""
        if not body.strip():
            return None
        root, reading = self._root(body, version), _Reading(version, self._limits.number_digits)
        return reading.document(root, cls) if root.name == type_name(cls) else reading.documents(root, cls)

    def check(self, body: bytes, version: Version) -> None:
        """Look at a body that no resource reads; raises BODY_DECODING, UNEXPECTED_VERSION."""
        if body.strip():
            self._root(body, version)

    def _root(self, body: bytes, version: Version) -> Element:
        root = read_tree(body, self._limits)
        named = root.namespace.removeprefix(NAMESPACE)
        if named not in (root.namespace, str(version)):
            raise faults.UNEXPECTED_VERSION(version=redact(named))
        return root


_READER = XmlReader(DEFAULT)
decode, decode_list = _READER.decode, _READER.decode_list


class _Reading(NamedTuple):
    """The reading of one body."""

    version: Version
    digits: int

    def document(self, element: Element, cls: type[Document]) -> Any:
        if not element.children and element.text.strip():
            return element.text
        _refuse_text(element)
        plain: dict[str, Any] = {}
        for name, value in element.attributes.items():
            if name in _ENVELOPE_ATTRIBUTES:
                plain[name] = value
            elif name != "key" and not name.startswith("xsi:"):
                raise faults.UNKNOWN_PROPERTY(property=redact(name), document=type_name(cls))
        fields = dict(wire_fields(cls, self.version))
        for child in element.children:
            name = _name(child)
            field = fields.get(name)
            value = self._property(child, field)
            plain[name] = _joined(plain[name], value, field) if name in plain else value
        return plain

    def documents(self, wrapper: Element, cls: type[Document]) -> Any:
        if not wrapper.children and wrapper.text.strip():
            return wrapper.text
        _refuse_text(wrapper)
        for child in wrapper.children:
            if child.name != type_name(cls):
                raise faults.UNKNOWN_PROPERTY(property=redact(child.name), document=type_name(cls))
        return [self.document(child, cls) for child in wrapper.children]

    def _property(self, element: Element, field: Field | None) -> Any:
        if field is None or _is_null(element):
            return self._untyped(element)
        if field.shape == "one" and field.document is None:
            return self._value(element, field.kind)
        if not element.children and not element.text.strip() and not _ENVELOPE_ATTRIBUTES & element.attributes.keys():
            return None
        if field.document is not None:
            read = self.documents if field.shape == "list" else self.document
            return read(element, field.document)
        return self._map(element, field.kind) if field.shape == "map" else self._values(element, field.kind)

    def _map(self, element: Element, kind: str) -> Any:
        if not element.children:
            return element.text
        _refuse_text(element)
        return {_name(child): self._value(child, kind) for child in element.children}

    def _values(self, element: Element, kind: str) -> list[Any]:
        if not element.children:
            return [self._value(element, kind)]
        _refuse_text(element)
        return [self._value(child, kind) for child in element.children]

    def _value(self, element: Element, kind: str) -> Any:
        if _is_null(element):
            return None
        if element.children or kind == "any":
            return self._untyped(element)
        return self._read(element.text, kind)

    def _untyped(self, element: Element) -> Any:
        if _is_null(element):
            return None
        if not element.children:
            xsi_type = element.attributes.get("xsi:type", "")
            return self._read(element.text, _KINDS.get(xsi_type.rpartition(":")[2], "string"))
        _refuse_text(element)
        if all(child.name == "value" for child in element.children):
            return [self._untyped(child) for child in element.children]
        return {_name(child): self._untyped(child) for child in element.children}

    def _read(self, text: str, kind: str) -> Any:
        if kind in ("string", "email"):
            return text
        trimmed = text.strip()
        if kind in ("date", "datetime"):
            return trimmed
        if not trimmed:
            return None
        if kind == "boolean":
            return _BOOLEANS.get(trimmed, text)
        found = _NUMBER.fullmatch(trimmed)
        if found is None or len(found[1]) > self.digits:
            return text
        return int(trimmed) if kind == "integer" and "." not in trimmed else Decimal(trimmed)


def _name(element: Element) -> str:
    return element.attributes.get("key", element.name) if element.name == "entry" else element.name


def _joined(first: Any, second: Any, field: Field | None) -> Any:
    """Join an array of scalars that came as repeated elements; anything else may come only once."""
    values: list[Any] = first if isinstance(first, list) else [first]
    if field is None:
        values.append(second)
        return values
    if field.shape == "list" and field.document is None and isinstance(second, list):
        values.extend(second)
        return values
    raise faults.BODY_DECODING(body="a property is named twice in one document")


def _is_null(element: Element) -> bool:
    return _BOOLEANS.get(element.attributes.get("xsi:nil", "").strip(), False)


def _refuse_text(element: Element) -> None:
    if element.text.strip():
        raise faults.BODY_DECODING(body="there is text between elements")
