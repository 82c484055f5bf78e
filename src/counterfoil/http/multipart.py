"""Bodies of several parts (multipart/mixed, RFC 2046). Follows section 12 of the platform reference."""

import base64
import binascii
import re
from collections.abc import Iterable
from typing import NamedTuple

_BOUNDARY = re.compile(r"""[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]""")
_PARAMETER = re.compile(r""";\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;"]+))""", re.IGNORECASE)
_PLAIN = re.compile(r"[0-9A-Za-z'+_\-.]+")
_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,256}")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LINE_END = re.compile(r"\r?\n")
_FOLDED = re.compile(r"\r?\n[ \t]+")
_MOST_HEADERS = 100
_AS_IT_IS = ("", "7bit", "8bit", "binary")

RawHeaders = list[tuple[bytes, bytes]]


class MultipartError(Exception):
    """A body that is not made of parts."""


class Part(NamedTuple):
    """Headers by their names in lower case, and a body."""

    headers: dict[str, str]
    body: bytes


def boundary_of(content_type: str) -> str | None:
    """Return what separates the parts of a body of the type multipart/mixed, None for another or without."""
    if content_type.partition(";")[0].strip().lower() != "multipart/mixed":
        return None
    found = _PARAMETER.search(content_type)
    boundary = (found.group(1) or found.group(2) or "") if found else ""
    return boundary if _BOUNDARY.fullmatch(boundary) else None


def split_parts(body: bytes, boundary: str) -> list[bytes]:
    """Return the parts as they stand between the boundaries; raises MultipartError without the closing one."""
    line = rb"(?:\A|\r?\n)--" + re.escape(boundary.encode("ascii")) + rb"(--)?[ \t]*(?=\r?\n|\Z)"
    found: list[bytes] = []
    start = None
    for match in re.finditer(line, body):
        if start is not None:
            found.append(body[start : match.start()])
        if match.group(1):
            return found
        start = match.end()
    raise MultipartError


def read_part(raw: bytes) -> Part:
    """Read the headers and the body of a part; raises MultipartError."""
    if raw.startswith((b"\r\n\r\n", b"\n\n")):
        head, body = b"", raw[4 if raw.startswith(b"\r") else 2 :]
    else:
        end = _HEAD_END.search(raw)
        head, body = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
    headers = _headers(head.decode("latin-1"))
    return Part(headers, _decoded(body, headers.pop("content-transfer-encoding", "").strip().lower()))


def write_parts(parts: Iterable[tuple[RawHeaders, bytes]], boundary: str) -> tuple[bytes, bytes]:
    """Return the body and its content type; a boundary that occurs in a part is made longer."""
    written = [b"".join(b"%b: %b\r\n" % header for header in headers) + b"\r\n" + body for headers, body in parts]
    while any(b"--" + boundary.encode("ascii") in part for part in written):
        boundary += "_"
    mark = boundary.encode("ascii")
    shown = mark if _PLAIN.fullmatch(boundary) else b'"' + mark + b'"'
    lines = [b"--%b\r\n%b\r\n" % (mark, part) for part in written]
    return b"".join(lines) + b"--" + mark + b"--\r\n", b"multipart/mixed; boundary=" + shown


def _headers(head: str) -> dict[str, str]:
    lines = [line for line in _LINE_END.split(_FOLDED.sub(" ", head)) if line]
    if len(lines) > _MOST_HEADERS:
        raise MultipartError
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not _NAME.fullmatch(name) or _CONTROL.search(value):
            raise MultipartError
        headers.setdefault(name.lower(), value.strip())
    return headers


def _decoded(body: bytes, encoding: str) -> bytes:
    if encoding in _AS_IT_IS:
        return body
    if encoding != "base64":
        raise MultipartError
    try:
        return base64.b64decode(b"".join(body.split()), validate=True)
    except binascii.Error:
        raise MultipartError from None
