"""Resource bundles of cartridges: messages by key, from ``templates/resources`` along the cartridge path."""

import re
from collections.abc import Iterator

from counterfoil.cartridges.registrations import Cartridges

_FOLDER = "cartridge/templates/resources"
_NAME = re.compile(r"[A-Za-z0-9_./-]{1,200}")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}
_KEY_ENDS = re.compile(r"(?<!\\)(?:\\\\)*[=:\s]")
_DEFAULT = "default"


class Bundles:
    """The bundles of the cartridges on a path."""

    def __init__(self, cartridges: Cartridges) -> None:
        self._cartridges = cartridges

    def messages(self, name: str, locale: str) -> dict[str, str]:
        """Return the messages of a bundle in exactly this locale; a cartridge further left says it better."""
        if not _NAME.fullmatch(name) or ".." in name or not _NAME.fullmatch(locale):
            return {}
        suffix = "" if locale == _DEFAULT else f"_{locale}"
        found: dict[str, str] = {}
        for cartridge in reversed(self._cartridges.path):
            file = cartridge.tree.file(f"{_FOLDER}/{name}{suffix}.properties")
            if file is not None:
                found.update(read_properties(_decoded(file.read_bytes())))
        return found


def read_properties(text: str) -> Iterator[tuple[str, str]]:
    """Yield keys and texts of a file in Java's format: comments, continued lines, escapes."""
    for line in _logical_lines(text):
        end = _KEY_ENDS.search(line)
        key = line[: end.end() - 1] if end else line
        rest = line[end.end() - 1 :].lstrip() if end else ""
        if rest[:1] in ("=", ":"):
            rest = rest[1:].lstrip()
        yield _unescaped(key), _unescaped(rest)


def _logical_lines(text: str) -> Iterator[str]:
    waiting = ""
    for raw in text.splitlines():
        line = raw.lstrip()
        if not waiting and (not line or line[0] in "#!"):
            continue
        line = waiting + line
        backslashes = len(line) - len(line.rstrip("\\"))
        if backslashes % 2:
            waiting = line[:-1]
            continue
        waiting = ""
        yield line
    if waiting:
        yield waiting


def _unescaped(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        sign = match[1]
        return chr(int(sign[1:], 16)) if len(sign) > 1 else _ESCAPED.get(sign, sign)

    return _ESCAPE.sub(plain, text) if "\\" in text else text


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")
