"""Outgoing calls of scripts: to hosts of their services and of the setting alone, bounded in time and size.

Loaded when a script makes its first call. Connections are kept from call to call, cookies are not.
"""

import base64
import ipaddress
import re
import socket
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from counterfoil.documents.scrub import scrub_text

LARGEST = 10 * 2**20
"""Bytes of an answer, as the platform allows in memory."""
LARGEST_NOTED = 2**17
"""Characters of an answer that is noted for a replay."""
_CHUNK = 65536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization"})
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class RefusedError(Exception):
    """The call is not made; the message is for the script."""


def checked(connected: socket.socket) -> socket.socket:
    """Return a connection; RefusedError for one to where machines ask for their own secrets, whatever the name says."""
    address = ipaddress.ip_address(str(connected.getpeername()[0]).partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or address
    if mapped.is_link_local or mapped.is_multicast or mapped.is_unspecified:
        connected.close()
        raise RefusedError("the host has a link-local address, which scripts may not call")
    return connected


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return checked(super()._new_conn())


class _Secure(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return checked(super()._new_conn())


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class HttpCalls:
    """The client of one worker."""

    def __init__(self, hosts: Callable[[], list[str]], note: Callable[[dict[str, Any]], None]) -> None:
        self._hosts = hosts
        self._note = note
        self._pools = urllib3.PoolManager(num_pools=8, maxsize=1, retries=False)
        self._pools.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
        self._bodies: list[bytes] = []

    def forget(self) -> None:
        """Forget the answers of a call that is over."""
        self._bodies.clear()

    def body(self, index: int) -> str:
        """Return the bytes of an answer, as Base64."""
        return base64.b64encode(self._bodies[index]).decode()

    def send(self, request: dict[str, Any], left: float) -> dict[str, Any]:
        """Make a call within the seconds that are left; what went wrong is part of the answer."""
        started = time.monotonic()
        seconds = left if not request.get("timeout") else min(left, request["timeout"] / 1000)
        try:
            answer = self._sent(request, started + seconds)
        except RefusedError as error:
            answer = {"status": 0, "error": str(error), "reason": "refused"}
        except (urllib3.exceptions.TimeoutError, TimeoutError):
            answer = {"status": 0, "error": "the time-out of the call has passed", "reason": "timeout"}
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            refused = _refusal_in(error)
            answer = {"status": 0, "error": refused or f"no connection: {type(error).__name__}", "reason": "connection"}
        self._note(
            {
                "kind": "http",
                "service": request.get("service"),
                "method": request["method"],
                "url": _shown(request["url"]),
                "status": answer["status"],
                "error": answer.get("error"),
                "answer": _noted(answer),
                "ms": round((time.monotonic() - started) * 1000),
            }
        )
        return answer

    def _sent(self, request: dict[str, Any], deadline: float) -> dict[str, Any]:
        method, url, body = request["method"].upper(), request["url"], _body(request)
        headers = _headers(request.get("headers") or [])
        hosts = self._hosts()
        if method not in _METHODS:
            raise RefusedError(f"'{method}' is no method of HTTP")
        for _ in range(_MOST_REDIRECTS + 1):
            response = self._pools.urlopen(
                method,
                _allowed(url, hosts),
                body=body,
                headers=headers,
                redirect=False,
                retries=False,
                preload_content=False,
                timeout=urllib3.Timeout(total=_left(deadline)),
            )
            target = response.headers.get("location")
            if response.status not in _REDIRECTS or not target or not request.get("redirect", True):
                return self._answer(response, deadline)
            response.release_conn()
            before, url = url, urljoin(url, target)
            if urlsplit(before).netloc != urlsplit(url).netloc:
                headers = {name: one for name, one in headers.items() if name.lower() not in _SECRET_HEADERS}
            if response.status == 303 or (response.status in (301, 302) and method == "POST"):
                method, body = "GET", None
        raise RefusedError("the call is redirected too often")

    def _answer(self, response: Any, deadline: float) -> dict[str, Any]:
        """Read an answer; Any: urllib3 types what it returns loosely."""
        try:
            body = _read(response, deadline)
        except BaseException:
            response.close()
            raise
        response.release_conn()
        self._bodies.append(body)
        headers: dict[str, list[str]] = {}
        for name, value in response.headers.items():
            headers.setdefault(name.lower(), []).append(value)
        return {
            "status": response.status,
            "message": response.reason or "",
            "headers": headers,
            "text": _text(body, response.headers.get("content-type", "")),
            "body": len(self._bodies) - 1,
        }


def _noted(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer as it is noted, for a replay; a large one is noted without its text."""
    if len(answer.get("text") or "") > LARGEST_NOTED:
        return {**answer, "text": None, "left_out": True}
    return {**answer, "text": scrub_text(answer["text"])} if answer.get("text") else answer


def _read(response: Any, deadline: float) -> bytes:
    data = bytearray()
    for chunk in response.stream(_CHUNK, decode_content=True):
        data += chunk
        if len(data) > LARGEST:
            raise RefusedError(f"the answer is larger than {LARGEST} bytes")
        _left(deadline)
    return bytes(data)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _allowed(url: str, hosts: list[str]) -> str:
    """Return where a URL is really called: there, or at what stands in for its host; RefusedError for other hosts."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise RefusedError("only URLs of http and https with a host may be called")
    host, port = parts.hostname.lower(), parts.port or {"http": 80, "https": 443}[parts.scheme]
    place = f"{host}:{port}"
    for entry in hosts:
        allowed, _, instead = entry.partition("=")
        wild = allowed.startswith("*.") and place.endswith(allowed[1:]) and len(place) > len(allowed) - 1
        if place == allowed or wild:
            return instead.rstrip("/") + urlunsplit(("", "", parts.path or "/", parts.query, "")) if instead else url
    raise RefusedError(
        f"scripts may not call {place}: it is the host of no service's credential, and script_hosts does not name it"
    )


def _headers(pairs: list[list[str]]) -> dict[str, str]:
    headers: dict[str, str] = {"User-Agent": "counterfoil", "Accept-Encoding": "identity"}
    for name, value in pairs:
        if not _TOKEN.fullmatch(name) or "\r" in value or "\n" in value:
            raise RefusedError(f"'{name[:40]}' is no header that can be sent")
        known = next((one for one in headers if one.lower() == name.lower()), None)
        if known is not None:
            del headers[known]
        headers[name] = value
    return headers


def _body(request: dict[str, Any]) -> bytes | None:
    if request.get("bytes") is not None:
        return base64.b64decode(request["bytes"])
    if request.get("text") is None:
        return None
    return str(request["text"]).encode(request.get("encoding") or "utf-8", "replace")


def _text(body: bytes, content_type: str) -> str:
    found = re.search(r"charset=\"?([\w-]+)", content_type, re.IGNORECASE)
    try:
        return body.decode(found.group(1) if found else "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def _shown(url: str) -> str:
    """Return a URL without what may be secret: user, password, query."""
    parts = urlsplit(url)
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"


def _refusal_in(error: BaseException) -> str | None:
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, RefusedError):
            return str(found)
        found = found.__cause__ or found.__context__
    return None
