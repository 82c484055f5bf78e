"""The management port as an ASGI application: a table of pages, each JSON, text for ``Accept: text/plain``, or HTML.

Programs give the management secret as a bearer token. Browsers ask for a name and a password: the name is any, the
password is the secret, and they may only look.
"""

import base64
import hmac
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import msgspec

from counterfoil.documents.ocapi_settings import LARGEST
from counterfoil.management.html import SAFE_HEADERS, page, tag
from counterfoil.management.ocapi_settings import settings
from counterfoil.management.pages import Answer, Page, explanation, health, index, notices
from counterfoil.management.traces import trace, traces
from counterfoil.shop.call import Server
from counterfoil.shop.state import States
from counterfoil.store.records import StoreUnavailable

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

PAGES: dict[tuple[str, ...], Page] = {
    (): index,
    ("health",): health,
    ("notices",): notices,
    ("traces",): traces,
    ("traces", "{request_id}"): trace,
    ("explain", "{site}", "{resource}", "{id}"): explanation,
}
EDITED: dict[tuple[str, ...], Callable[[Server, States, dict[str, str], str, bytes], Awaitable[Answer]]] = {
    ("ocapi-settings", "{api}", "{site}"): settings,
}
"""Pages that are put and deleted as well."""
log = logging.getLogger("counterfoil.management")
_encoder = msgspec.json.Encoder()


class Management:
    """The pages of one server process."""

    def __init__(self, server: Server, states: States, secret: str) -> None:
        self._server = server
        self._states = states
        self._secret = secret.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        try:
            answer = await self._answer(scope, headers, receive)
        except StoreUnavailable as error:
            log.error("store unavailable: %s", error)  # noqa: TRY400  a trace would say nothing more
            answer = Answer(503, {"error": "the store cannot be reached; try again"})
        except Exception as error:
            log.error("unforeseen %s on the management port", type(error).__name__)  # noqa: TRY400  it may quote a secret
            answer = Answer(500, {"error": "an internal error occurred; see the log"})
        await _send(send, answer, headers.get("accept", ""))

    async def _answer(self, scope: Scope, headers: dict[str, str], receive: Receive) -> Answer:
        method = str(scope["method"])
        given = _given(headers.get("authorization", ""), looks=method in ("GET", "HEAD"))
        if not hmac.compare_digest(given, self._secret):
            return Answer(401, {"error": "give the management secret: Authorization: Bearer …, or as a password"})
        segments = tuple(part for part in str(scope["path"]).split("/") if part)
        for pattern, edited in EDITED.items():
            parameters = _match(pattern, segments)
            if parameters is not None and method in ("GET", "HEAD", "PUT", "DELETE"):
                body = await _body(receive) if method == "PUT" else b""
                if body is None:
                    return Answer(413, {"error": f"the document is larger than {LARGEST} bytes"})
                return await edited(self._server, self._states, parameters, method, body)
        if method not in ("GET", "HEAD"):
            return Answer(405, {"error": f"{method} is not served here"})
        for pattern, shown in PAGES.items():
            parameters = _match(pattern, segments)
            if parameters is not None:
                return await shown(self._server, self._states, parameters)
        return Answer(404, {"error": "there is no such page", "pages": names()})


def _given(authorization: str, *, looks: bool) -> bytes:
    """Return the secret that was given; a password is for looking only, for browsers send it whoever makes them."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip().encode()
    if scheme.lower() == "basic" and looks:
        try:
            return base64.b64decode(value.strip(), validate=True).partition(b":")[2]
        except ValueError:  # signs beyond ASCII are none of binascii.Error
            return b""
    return b""


def names() -> list[str]:
    """Return the paths of all pages."""
    return ["/" + "/".join(pattern) for pattern in (*PAGES, *EDITED)]


async def _body(receive: Receive) -> bytes | None:
    """Return what was sent; None if it is too much."""
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        more = message.get("more_body", False)
        if size > LARGEST:
            return None
    return b"".join(parts)


def _match(pattern: tuple[str, ...], segments: tuple[str, ...]) -> dict[str, str] | None:
    if len(pattern) != len(segments):
        return None
    parameters: dict[str, str] = {}
    for part, segment in zip(pattern, segments, strict=True):
        if part.startswith("{"):
            parameters[part[1:-1]] = segment
        elif part != segment:
            return None
    return parameters


def _written(answer: Answer, accept: str) -> tuple[bytes, bytes]:
    """Return a page in the form that is asked for, and its content type."""
    if answer.text is not None and accept.startswith("text/plain"):
        return answer.text.encode(), b"text/plain;charset=UTF-8"
    written = msgspec.json.format(_encoder.encode(answer.document), indent=2)
    if "text/html" not in accept:
        return written, b"application/json"
    shown = answer.html or page("Counterfoil", tag("pre", answer.text or written.decode()))
    return shown.encode(), b"text/html;charset=UTF-8"


async def _send(send: Send, answer: Answer, accept: str) -> None:
    body, content_type = _written(answer, accept)
    headers = [
        (b"content-type", content_type),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        *SAFE_HEADERS,
    ]
    if answer.status == 401:
        headers += [
            (b"www-authenticate", b"Bearer"),
            (b"www-authenticate", b'Basic realm="Counterfoil", charset="UTF-8"'),
        ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
