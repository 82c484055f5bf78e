"""The characters of a property selector, read from left to right."""

import re
from decimal import Decimal

Literal = str | int | Decimal | bool | None
_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_INTEGER = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")
_STRING = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_WORDS: dict[str, Literal] = {"true": True, "false": False, "null": None}


class SelectorError(Exception):
    """The text is no selector."""


class Scanner:
    """A place in the text of a selector."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0

    def one_of(self, *tokens: str) -> str:
        """Take the first of these that stands here; nothing else is the empty text."""
        self._skip()
        for token in tokens:
            if self._text.startswith(token, self._place):
                self._place += len(token)
                return token
        return ""

    def take(self, token: str) -> None:
        """Take what must stand here; SelectorError."""
        if not self.one_of(token):
            raise SelectorError

    def name(self) -> str:
        """Take a property name; SelectorError."""
        return self._match(_NAME)[0]

    def integer(self) -> int:
        """Take a place in an array; SelectorError."""
        return int(self._match(_INTEGER)[0])

    def literal(self) -> Literal:
        """Take a quoted text, a number, true, false or null; SelectorError."""
        self._skip()
        here = self._text[self._place : self._place + 1]
        if here in ("'", '"') and here:
            found = self._match(_STRING)
            return found[1] if found[1] is not None else found[2]
        if here == "-" or (here.isascii() and here.isdigit()):
            return Decimal(self._match(_NUMBER)[0])
        word = self.name()
        if word not in _WORDS:
            raise SelectorError
        return _WORDS[word]

    def end(self) -> None:
        """Demand that nothing follows; SelectorError."""
        self._skip()
        if self._place < len(self._text):
            raise SelectorError

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._place)
        self._place = found.end() if found else self._place

    def _match(self, form: re.Pattern[str]) -> re.Match[str]:
        self._skip()
        found = form.match(self._text, self._place)
        if found is None:
            raise SelectorError
        self._place = found.end()
        return found
