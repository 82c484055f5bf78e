"""XML as a list of events for scripts that read it as a stream; a DOCTYPE, and with it every entity, is refused."""

from typing import Any
from xml.parsers import expat

_START, _END, _INSTRUCTION, _TEXT, _COMMENT, _BEGIN, _FINISH, _CDATA = 1, 2, 3, 4, 5, 7, 8, 12
_MOST_EVENTS = 200_000
_SPLIT = "\x01"


class XmlRefusedError(ValueError):
    """The text cannot be read; the message says where."""


class _Events:
    def __init__(self) -> None:
        self.list: list[dict[str, Any]] = [{"type": _BEGIN, "version": None, "line": 1, "column": 0}]
        self.parser = expat.ParserCreate(namespace_separator=_SPLIT)
        self.parser.namespace_prefixes = True
        self.parser.ordered_attributes = True
        self.parser.buffer_text = True
        self._namespaces: list[tuple[str, str]] = []
        self._cdata = False
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.CommentHandler = lambda text: self._add(_COMMENT, text=text)
        self.parser.ProcessingInstructionHandler = lambda target, data: self._add(
            _INSTRUCTION, target=target, data=data
        )
        self.parser.StartNamespaceDeclHandler = self._namespace
        self.parser.StartCdataSectionHandler = lambda: self._mark(cdata=True)
        self.parser.EndCdataSectionHandler = lambda: self._mark(cdata=False)

    def _add(self, kind: int, **fields: Any) -> None:
        if len(self.list) >= _MOST_EVENTS:
            raise XmlRefusedError(f"the document has more than {_MOST_EVENTS} parts")
        place = {"line": self.parser.CurrentLineNumber, "column": self.parser.CurrentColumnNumber}
        self.list.append({"type": kind, **place, **fields})

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        self.list[0] |= {"version": version, "encoding": encoding, "standalone": standalone == 1}

    def _doctype(self, *_given: Any) -> None:
        raise XmlRefusedError("a DOCTYPE is not read")

    def _mark(self, *, cdata: bool) -> None:
        self._cdata = cdata

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        self._namespaces.append((prefix or "", uri or ""))

    def _start(self, name: str, attributes: list[str]) -> None:
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        made = [{**_named(one), "value": value} for one, value in pairs]
        self._add(_START, **_named(name), attributes=made, namespaces=self._namespaces)
        self._namespaces = []

    def _end(self, name: str) -> None:
        self._add(_END, **_named(name))

    def _text(self, text: str) -> None:
        self._add(_CDATA if self._cdata else _TEXT, text=text)


def _named(name: str) -> dict[str, str]:
    """Return the parts of a name; one without a namespace has its own part alone."""
    parts = name.split(_SPLIT)
    if len(parts) == 1:
        return {"name": name}
    return {"namespace": parts[0], "name": parts[1], **({"prefix": parts[2]} if len(parts) > 2 else {})}


def xml_events(text: str) -> list[dict[str, Any]]:
    """Return all events of a document; XmlRefusedError."""
    events = _Events()
    try:
        events.parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        raise XmlRefusedError(f"the document is not well-formed: {error}") from None
    events.list.append({"type": _FINISH, "line": events.parser.CurrentLineNumber, "column": 0})
    return events.list
