"""Elements out of XML bytes, with expat: no document type, no entity, no great depth.

Follows the XML section of the platform reference: no DTD, no external entities, limits.
"""

from typing import NoReturn
from xml.parsers import expat

from counterfoil import faults
from counterfoil.documents.limits import Limits

NAMESPACE = "http://www.demandware.com/xml/shop/"
"""Followed by the version, such as 23.1."""
_SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_SEPARATOR = "\n"


class Element:
    """An element with its attributes by local name; those of the schema-instance namespace are named ``xsi:…``."""

    __slots__ = ("attributes", "children", "name", "namespace", "text", "texts")

    def __init__(self, name: str, namespace: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.namespace = namespace
        self.attributes = attributes
        self.children: list[Element] = []
        self.texts: list[str] = []
        self.text = ""


def read_tree(body: bytes, limits: Limits) -> Element:
    """Read the root element; raises BODY_DECODING, which never repeats the body."""
    tree = _Tree(limits)
    parser = expat.ParserCreate("UTF-8", _SEPARATOR)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.characters
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        reason = f"XML is malformed: {expat.ErrorString(error.code)} (line {error.lineno}, column {error.offset + 1})"
        raise faults.BODY_DECODING(body=reason) from None
    assert tree.root is not None
    return tree.root


def _refuse_doctype(*_declaration: object) -> NoReturn:
    raise faults.BODY_DECODING(body="a document type declaration is not allowed")


class _Tree:
    """Expat's events put together."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.root: Element | None = None
        self.open: list[Element] = []
        self.elements = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        limits = self.limits
        if len(self.open) == limits.xml_depth:
            raise faults.BODY_DECODING(body=f"it is nested deeper than {limits.xml_depth} levels")
        self.elements += 1
        if self.elements > limits.xml_elements or len(attributes) > limits.xml_attributes:
            raise faults.BODY_DECODING(body="it has too many elements or attributes")
        namespace, local = _split(name)
        element = Element(local, namespace, {_attribute(name): value for name, value in attributes.items()})
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, _name: str) -> None:
        element = self.open.pop()
        element.text = "".join(element.texts)

    def characters(self, text: str) -> None:
        self.open[-1].texts.append(text)


def _split(name: str) -> tuple[str, str]:
    namespace, _, local = name.rpartition(_SEPARATOR)
    return namespace, local


def _attribute(name: str) -> str:
    namespace, local = _split(name)
    return f"xsi:{local}" if namespace == _SCHEMA_INSTANCE else local
