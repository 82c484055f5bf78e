"""JSON that a person wrote, read with the place of every value, so that what is wrong can be pointed at.

Tabs and line breaks inside of strings are accepted, because editors leave them there.
"""

import json
import re
from typing import Any

import msgspec

MAX_DEPTH = 64
Path = tuple[str | int, ...]
"""Names and places in arrays, from the outermost value to one inside."""

_SPACE = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r'["\-0-9tfn]')
_LARGEST_NUMBER = 1 << 63


def _no_number(_name: str) -> Any:
    raise ValueError


_decoder = json.JSONDecoder(strict=False, parse_constant=_no_number)


class JsonPlaceError(Exception):
    """Something is wrong at a place of a text; lines and columns count from 1."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(f"line {line}, column {column}: {message}")
        self.line = line
        self.column = column
        self.message = message


class Placed(msgspec.Struct):
    """A value that was read, and where its parts stand."""

    text: str
    value: Any = None
    places: dict[Path, int] = {}
    """Offsets of values; of a member of an object, that of its name."""

    def error(self, path: Path, message: str) -> JsonPlaceError:
        """Return the error of a value; of one that is not there, the error of what it is missing in."""
        while path not in self.places and path:
            path = path[:-1]
        return self._error(self.places.get(path, 0), message)

    def place(self, path: Path) -> tuple[int, int]:
        """Return line and column of a value."""
        found = self.error(path, "")
        return found.line, found.column

    def _error(self, offset: int, message: str) -> JsonPlaceError:
        line = self.text.count("\n", 0, offset) + 1
        return JsonPlaceError(line, offset - self.text.rfind("\n", 0, offset), message)

    def read(self) -> None:
        """Read the whole text; JsonPlaceError says where it is no JSON."""
        self.value, end = self._read(self._skip(0), ())
        end = self._skip(end)
        if end < len(self.text):
            raise self._error(end, "there is something after the end")

    def _skip(self, offset: int) -> int:
        found = _SPACE.match(self.text, offset)
        return found.end() if found else offset

    def _read(self, offset: int, path: Path) -> tuple[Any, int]:
        self.places.setdefault(path, offset)
        sign = self.text[offset : offset + 1]
        if len(path) > MAX_DEPTH:
            raise self._error(offset, f"it is nested deeper than {MAX_DEPTH} levels")
        if sign == "{":
            return self._object(offset, path)
        if sign == "[":
            return self._array(offset, path)
        if not _SCALAR.match(sign):
            raise self._error(offset, "a value is expected" if sign else "it ends too early")
        return self._scalar(offset)

    def _scalar(self, offset: int) -> tuple[Any, int]:
        try:
            value, end = _decoder.raw_decode(self.text, offset)
        except json.JSONDecodeError as error:
            raise self._error(error.pos, error.msg[:1].lower() + error.msg[1:]) from None
        except ValueError:  # infinite, or of thousands of digits
            raise self._error(offset, "this is no number that can be kept") from None
        if isinstance(value, str) and not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value):
            raise self._error(offset, "there is half a character in the text")
        if isinstance(value, int) and not -_LARGEST_NUMBER < value < _LARGEST_NUMBER:
            raise self._error(offset, "this is no number that can be kept")
        return value, end

    def _object(self, offset: int, path: Path) -> tuple[dict[str, Any], int]:
        made: dict[str, Any] = {}
        offset = self._skip(offset + 1)
        if self.text[offset : offset + 1] == "}":
            return made, offset + 1
        while True:
            if self.text[offset : offset + 1] != '"':
                raise self._error(offset, "the name of a property is expected, in double quotes")
            name, end = self._scalar(offset)
            if name in made:
                raise self._error(offset, f"'{name}' stands here twice")
            self.places[*path, name] = offset
            offset = self._after(end, ":")
            made[name], offset = self._read(offset, (*path, name))
            offset, ended = self._next(offset, "}")
            if ended:
                return made, offset

    def _array(self, offset: int, path: Path) -> tuple[list[Any], int]:
        made: list[Any] = []
        offset = self._skip(offset + 1)
        if self.text[offset : offset + 1] == "]":
            return made, offset + 1
        while True:
            value, offset = self._read(offset, (*path, len(made)))
            made.append(value)
            offset, ended = self._next(offset, "]")
            if ended:
                return made, offset

    def _after(self, offset: int, sign: str) -> int:
        offset = self._skip(offset)
        if self.text[offset : offset + 1] != sign:
            raise self._error(offset, f"'{sign}' is expected")
        return self._skip(offset + 1)

    def _next(self, offset: int, closing: str) -> tuple[int, bool]:
        offset = self._skip(offset)
        sign = self.text[offset : offset + 1]
        if sign == closing:
            return offset + 1, True
        if sign != ",":
            raise self._error(offset, f"',' or '{closing}' is expected" if sign else "it ends too early")
        return self._skip(offset + 1), False


def read_placed(data: bytes) -> Placed:
    """Read JSON of a person's; JsonPlaceError says where it is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = error.start - before.rfind(b"\n")
        raise JsonPlaceError(before.count(b"\n") + 1, column, "it is not UTF-8") from None
    placed = Placed(text)
    placed.read()
    return placed
