"""The management port as an ASGI application: a table of pages, each JSON, or text for ``Accept: text/plain``."""

import hmac
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import msgspec

from counterfoil.management.pages import Answer, Page, explanation, health, index, notices
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
    ("explain", "{site}", "{resource}", "{id}"): explanation,
}
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
            answer = await self._answer(scope, headers)
        except StoreUnavailable as error:
            log.error("store unavailable: %s", error)  # noqa: TRY400  a trace would say nothing more
            answer = Answer(503, {"error": "the store cannot be reached; try again"})
        except Exception as error:
            log.error("unforeseen %s on the management port", type(error).__name__)  # noqa: TRY400  it may quote a secret
            answer = Answer(500, {"error": "an internal error occurred; see the log"})
        await _send(send, answer, headers.get("accept", ""))

    async def _answer(self, scope: Scope, headers: dict[str, str]) -> Answer:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), self._secret):
            return Answer(401, {"error": "give the management secret: Authorization: Bearer …"})
        if scope["method"] not in ("GET", "HEAD"):
            return Answer(405, {"error": f"{scope['method']} is not served here"})
        segments = tuple(part for part in str(scope["path"]).split("/") if part)
        for pattern, page in PAGES.items():
            parameters = _match(pattern, segments)
            if parameters is not None:
                return await page(self._server, self._states, parameters)
        return Answer(404, {"error": "there is no such page", "pages": names()})


def names() -> list[str]:
    """Return the paths of all pages."""
    return ["/" + "/".join(pattern) for pattern in PAGES]


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


async def _send(send: Send, answer: Answer, accept: str) -> None:
    if answer.text is not None and accept.startswith("text/plain"):
        body, content_type = answer.text.encode(), b"text/plain;charset=UTF-8"
    else:
        body, content_type = msgspec.json.format(_encoder.encode(answer.document), indent=2), b"application/json"
    headers = [
        (b"content-type", content_type),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
    ]
    if answer.status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
