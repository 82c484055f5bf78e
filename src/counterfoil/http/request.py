"""An HTTP request as the platform reads it: path without doubled slashes, one value a parameter, the whole body."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from functools import lru_cache
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes

import msgspec

from counterfoil import faults

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_HOST = re.compile(r"(?:[A-Za-z0-9._-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")


class Request(msgspec.Struct):
    """What came in."""

    method: str
    path: str
    segments: list[str]
    query: dict[str, str]
    query_string: str
    headers: dict[str, str]
    scheme: str
    host: str
    remote_address: str
    request_id: str
    body: bytes = b""
    refused_host: str | None = None
    """What was named as the host, where it is not exactly one."""

    @property
    def origin(self) -> str:
        """Return scheme and host as the client wrote them."""
        return f"{self.scheme}://{self.host}"


def read_request(scope: Scope, request_id: str, *, behind_proxy: bool) -> Request:
    """Read everything but the body."""
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1")
        text = value.decode("latin-1")
        if key == "cookie" and key in headers:
            headers[key] += "; " + text
        elif key == "origin" and key in headers:
            headers[key] += ", " + text  # no origin, so that the second is not passed over
        else:
            headers.setdefault(key, text)
    query_string = scope["query_string"].decode("latin-1")
    raw_path = scope.get("raw_path") or scope["path"].encode()
    path = raw_path.decode("latin-1")
    scheme, host, refused_host = str(scope["scheme"]), headers.get("host", ""), None
    if behind_proxy:
        scheme = headers.get("x-forwarded-proto", scheme).split(",")[0].strip()
        host = headers.get("x-forwarded-host", host).split(",")[0].strip()
    if not _HOST.fullmatch(host):
        if host or scope["http_version"] != "1.0":  # which knew no hosts
            refused_host = host
        host = "localhost"
    elif len(headers) < len(scope["headers"]) and len(named := _hosts(scope)) > 1:
        refused_host = ", ".join(named)
    client = scope.get("client")
    remote_address = client[0] if client else ""
    if behind_proxy and "x-forwarded-for" in headers:
        remote_address = _forwarded(headers["x-forwarded-for"]) or remote_address
    return Request(
        method=scope["method"],
        path=path,
        segments=segments_of(path),
        query=dict(reversed(parse_qsl(query_string, keep_blank_values=True))) if query_string else {},
        query_string=query_string,
        headers=headers,
        scheme=scheme,
        host=host,
        remote_address=remote_address,
        request_id=request_id,
        refused_host=refused_host,
    )


@lru_cache(maxsize=1024)
def _forwarded(header: str) -> str:
    """Return the address that the proxy itself saw, which is the last; empty if that is none."""
    text = header.rpartition(",")[2].strip()
    for form in (text, text.rpartition(":")[0].strip("[]")):  # some proxies add the port
        try:
            return str(ip_address(form))
        except ValueError:
            continue
    return ""


def _hosts(scope: Scope) -> list[str]:
    return [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]


def segments_of(path: str) -> list[str]:
    """Return what stands between the slashes of a path, without escapes."""
    parts = [part for part in path.split("/") if part]
    return [unquote_to_bytes(part).decode("utf-8", "replace") for part in parts] if "%" in path else parts


async def read_body(receive: Receive, headers: dict[str, str], most: int) -> bytes:
    """Return the whole body; fault REQUEST_ENTITY_TOO_LARGE."""
    declared = headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > most:
        raise faults.REQUEST_ENTITY_TOO_LARGE()
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body", False):
        if len(body) > most:
            raise faults.REQUEST_ENTITY_TOO_LARGE()
        return body
    parts, size = [body], len(body)
    while message.get("more_body", False):
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGoneError
        part = message.get("body", b"")
        size += len(part)
        if size > most:
            raise faults.REQUEST_ENTITY_TOO_LARGE()
        parts.append(part)
    return b"".join(parts)


class ClientGoneError(Exception):
    """The client closed the connection before its request was whole."""
