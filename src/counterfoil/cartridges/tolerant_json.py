"""JSON as people write it by hand: comments, trailing commas, a byte order mark, and a line for each mistake."""

import re
from typing import Any, NamedTuple

DEEPEST = 100
SPACE = re.compile(r"(?:[\s\ufeff]+|//[^\n]*|/\*.*?(?:\*/|\Z))+", re.DOTALL)
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\'', re.DOTALL)
WORD = re.compile(r"[\w$.+-]+")
ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\n": ""}
WORDS: dict[str, Any] = {"true": True, "false": False, "null": None}


class Mistake(NamedTuple):
    line: int
    message: str


class JsonObject(dict[str, Any]):
    """An object that remembers where it stands."""

    line: int = 0


class _StopReadingError(Exception):
    """The text cannot be understood from here on; what was read before it is kept."""


def read_json(text: str) -> tuple[Any, list[Mistake]]:
    """Read a JSON text as far as it can be understood, and give what is wrong with it beside the value."""
    reader = _Reader(text)
    return reader.document(), reader.mistakes


class _Reader:
    """Walks through the text once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.mistakes: list[Mistake] = []

    def document(self) -> Any:
        holder: list[Any] = []
        try:
            self._value(holder.append, 0)
            if self._peek():
                self._mistake(f"nothing may follow the end of the document, but {self._peek()!r} does")
        except _StopReadingError as stop:
            self._mistake(str(stop))
        return holder[0] if holder else None

    def _value(self, keep: Any, depth: int) -> None:
        """Read one value; objects and arrays are kept before they are filled, so that a later mistake loses nothing."""
        sign = self._peek()
        if depth > DEEPEST:
            raise _StopReadingError("objects and arrays are nested too deeply")
        if sign == "{":
            self._object(keep, depth)
        elif sign == "[":
            self._array(keep, depth)
        elif sign and sign in "\"'":
            keep(self._string())
        else:
            keep(self._word())

    def _object(self, keep: Any, depth: int) -> None:
        read = JsonObject()
        read.line = self._line()
        keep(read)
        for _ in self._members("}"):
            name = self._string() if self._peek() in ('"', "'") else self._name()
            if self._peek() != ":":
                raise _StopReadingError(f"a colon is missing after {name!r}")
            self._at += 1
            self._value(lambda value, name=name: read.__setitem__(name, value), depth + 1)

    def _array(self, keep: Any, depth: int) -> None:
        read: list[Any] = []
        keep(read)
        for _ in self._members("]"):
            self._value(read.append, depth + 1)

    def _members(self, end: str) -> Any:
        """Go from member to member; a trailing comma is fine, a missing one is said and passed over."""
        start = self._line()
        self._at += 1
        while True:
            sign = self._peek()
            if not sign:
                raise _StopReadingError(f"the {end!r} is missing that ends what begins in line {start}")
            if sign == end:
                self._at += 1
                return
            yield
            if self._peek() == ",":
                self._at += 1
            elif self._peek() not in (end, ""):
                self._mistake(f"a comma is missing before {self._peek()!r}")

    def _string(self) -> str:
        found = STRING.match(self._text, self._at)
        if found is None:
            raise _StopReadingError("a string has no end")
        self._at = found.end()
        raw: str = found[1] if found[1] is not None else found[2]
        return ESCAPE.sub(_unescape, raw)

    def _name(self) -> str:
        found = WORD.match(self._text, self._at)
        if found is None:
            raise _StopReadingError(f"a name is expected, not {self._peek()!r}")
        self._mistake(f"the name {found[0]} needs quotation marks")
        self._at = found.end()
        return found[0]

    def _word(self) -> Any:
        found = WORD.match(self._text, self._at)
        if found is None:
            raise _StopReadingError(f"a value is expected, not {self._peek() or 'the end'!r}")
        self._at = found.end()
        if found[0] in WORDS:
            return WORDS[found[0]]
        try:
            return int(found[0]) if found[0].lstrip("-").isdigit() else float(found[0])
        except ValueError:
            self._mistake(f"{found[0]} is no value; a text needs quotation marks")
            return found[0]

    def _peek(self) -> str:
        space = SPACE.match(self._text, self._at)
        if space:
            self._at = space.end()
        return self._text[self._at : self._at + 1]

    def _line(self) -> int:
        return self._text.count("\n", 0, self._at) + 1

    def _mistake(self, message: str) -> None:
        self.mistakes.append(Mistake(self._line(), message))


def _unescape(found: re.Match[str]) -> str:
    sign = found[1]
    return chr(int(sign[1:], 16)) if len(sign) > 1 else ESCAPES.get(sign, sign)
