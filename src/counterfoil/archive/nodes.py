"""Streaming XML: small trees of one object each, so that a large file is never in memory whole.

DOCTYPE is refused before any entity is read.
"""

from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat

from counterfoil.archive.report import MalformedFileError
from counterfoil.archive.source import Readable

CHUNK = 256 * 1024
MAX_DEPTH = 64
NAMESPACES = "http://www.demandware.com/xml/impex/"
XML_LANG = "http://www.w3.org/XML/1998/namespace lang"


class Node:
    """An element: its name without namespace, attributes, text, children and line."""

    __slots__ = ("attributes", "children", "line", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str], line: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.text = ""
        self.children: list[Node] = []
        self.line = line

    def with_text(self, text: str) -> "Node":
        """Set the text; the element is returned for use at once."""
        self.text = text
        return self

    def child(self, tag: str) -> "Node | None":
        """Return the first child of that name."""
        for child in self.children:
            if child.tag == tag:
                return child
        return None

    def all(self, tag: str) -> list["Node"]:
        """Return the children of that name."""
        return [child for child in self.children if child.tag == tag]

    def text_of(self, tag: str) -> str | None:
        """Return a child's text; None when it is absent or empty."""
        child = self.child(tag)
        return child.text or None if child is not None else None

    @property
    def deleted(self) -> bool:
        """Tell whether the element asks for its object to be removed."""
        return self.attributes.get("mode") == "delete"


class Root:
    """The first element of a file, and the check of the whole file."""

    def __init__(self, namespace: str, node: Node) -> None:
        self.namespace = namespace
        self.node = node


def check(stream: Readable) -> Root:
    """Read a file to its end and return its root; raise MalformedFileError if it is not well-formed XML.

    The platform refuses such a file before it changes anything, so the check comes before any reading.
    """
    parser = _parser()
    roots: list[Root] = []
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise MalformedFileError(parser.CurrentLineNumber, f"elements are nested deeper than {MAX_DEPTH}")
        if not roots:
            namespace, _, tag = name.rpartition(" ")
            roots.append(Root(namespace, Node(tag, attributes, parser.CurrentLineNumber)))

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    for _ in _feed(parser, stream):
        pass
    return roots[0]


def units(stream: Readable, open_tags: frozenset[str]) -> Iterator[Node]:
    """Yield one tree after the other: what lies directly below the root or below one of ``open_tags``.

    An open element itself comes first, as a node without children, when it begins.
    """
    parser = _parser()
    builder = _Builder(parser, open_tags)
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    for _ in _feed(parser, stream):
        yield from builder.taken()


class _Builder:
    def __init__(self, parser: Any, open_tags: frozenset[str]) -> None:  # Any: expat's parser type has no public name
        self.parser = parser
        self.open_tags = open_tags
        self.opened = 0
        self.stack: list[Node] = []
        self.done: list[Node] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        node = Node(name.rpartition(" ")[2], attributes, self.parser.CurrentLineNumber)
        if self.stack:
            self.stack[-1].children.append(node)
            self.stack.append(node)
        elif self.opened == 0 or node.tag in self.open_tags:
            self.opened += 1
            self.done.append(node)
        else:
            self.stack.append(node)

    def end(self, _name: str) -> None:
        if not self.stack:
            self.opened -= 1
            return
        node = self.stack.pop()
        if node.children:
            node.text = ""
        else:
            node.text = node.text.strip()
        if not self.stack:
            self.done.append(node)

    def text(self, data: str) -> None:
        if self.stack:
            self.stack[-1].text += data

    def taken(self) -> list[Node]:
        done, self.done = self.done, []
        return done


def _parser() -> Any:  # Any: expat's parser type has no public name
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype(parser)
    return parser


def _refuse_doctype(parser: Any) -> Callable[..., None]:  # Any: as above
    def refuse(*_: object) -> None:
        raise MalformedFileError(parser.CurrentLineNumber, "a DOCTYPE is not accepted")

    return refuse


def _feed(parser: Any, stream: Readable) -> Iterator[None]:  # Any: as above
    """Feed a file to a parser chunk by chunk; raise MalformedFileError where it breaks."""
    try:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
        yield
    except expat.ExpatError as error:
        raise MalformedFileError(error.lineno, expat.errors.messages[error.code]) from error
    except (LookupError, ValueError) as error:
        raise MalformedFileError(parser.CurrentLineNumber, f"its encoding cannot be read: {error}") from error
