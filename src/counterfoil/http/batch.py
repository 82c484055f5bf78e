"""Several requests in one (``/dw/batch``). Follows section 12 of the platform reference.

What is wrong with the batch itself refuses it whole, before any part is looked at; what is wrong with a part is the
answer of that part. Parts run one after the other, each as if it had come alone.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import quote

import msgspec

from counterfoil import faults
from counterfoil.http.answers import NEVER_CACHED, Made, RawHeaders, Sender
from counterfoil.http.batch_parts import (
    CONTENT_ID,
    METHOD,
    METHODS,
    PATH,
    STATUS,
    allowed,
    inherited,
    is_query,
    names_caller,
    part_names_caller,
    site_of,
    target,
)
from counterfoil.http.cors import allow_origin, is_preflight, preflight_headers
from counterfoil.http.exchange import Exchange
from counterfoil.http.headers import Manners
from counterfoil.http.identify import Credentials, identify
from counterfoil.http.methods import method_of
from counterfoil.http.multipart import MultipartError, Part, boundary_of, read_part, split_parts, write_parts
from counterfoil.http.paths import Address, version_in
from counterfoil.http.permit import rights_of
from counterfoil.http.request import Receive, Request, Send, read_body, segments_of
from counterfoil.identity.sessions import Sessions
from counterfoil.shop.server import Server
from counterfoil.shop.state import Site, State

_NOT_ANSWERED = frozenset({b"content-length", b"x-dw-request-base-id"})
_TIMES_THE_BODY = 4
"""So many times the largest body may the answers of a batch have; parts beyond are not begun."""

_Answer = tuple[RawHeaders, bytes]
Serve = Callable[[Request, Receive, Send], Awaitable[int]]
Enter = Callable[[Exchange], Awaitable[tuple[Credentials, State, Site]]]


async def read_batch(receive: Receive, headers: dict[str, str], most: int) -> bytes:
    """Return the whole body of a batch; fault BATCH_ENTITY_TOO_LARGE."""
    try:
        return await read_body(receive, headers, most)
    except faults.Fault as fault:
        if fault.kind is faults.REQUEST_ENTITY_TOO_LARGE:
            raise faults.BATCH_ENTITY_TOO_LARGE() from None
        raise


class Batch:
    """The endpoint of batches."""

    def __init__(self, server: Server, sessions: Sessions, manners: Manners, serve: Serve, enter: Enter) -> None:
        self._server = server
        self._sessions = sessions
        self._manners = manners
        self._serve = serve
        self._enter = enter

    async def answer(self, exchange: Exchange, sender: Sender) -> None:
        """Carry the parts out in their order and answer each.

        Faults: METHOD_NOT_ALLOWED, ILLEGAL_CONTENT_TYPE, ILLEGAL_QUERY_STRING, INVALID_REQUEST_BODY, QUOTA_EXCEEDED,
        UNKNOWN_SITE_ID, MISSING_CLIENT_ID, UNKNOWN_CLIENT_ID, INVALID_AUTHORIZATION_HEADER, INVALID_TOKEN,
        UNAUTHORIZED_ORIGIN.
        """
        request = exchange.request
        _name_version(exchange, request.headers.get(PATH, ""))
        method = method_of(request)
        if is_preflight(request):
            await self._enter(exchange)
            await sender.made(Made(204, preflight_headers(exchange, self._server.settings), b""))
            return
        if method == "OPTIONS":
            await sender.options()
            return
        if method != "POST":
            raise faults.METHOD_NOT_ALLOWED(method=method)
        boundary = boundary_of(request.headers.get("content-type", ""))
        if boundary is None:
            raise faults.ILLEGAL_CONTENT_TYPE()
        if not is_query(request.query_string):
            raise faults.ILLEGAL_QUERY_STRING()
        parts = self._parts(request.body, boundary)
        _name_version(exchange, parts[0].headers.get(PATH, ""))
        state = await self._admit(exchange, parts)
        answers = [made async for made in self._answers(exchange, state, parts)]
        body, content_type = write_parts(answers, boundary)
        await sender.made(Made(200, [(b"content-type", content_type), NEVER_CACHED], body))

    def _parts(self, body: bytes, boundary: str) -> list[Part]:
        most = self._server.settings.batch_parts
        try:
            found = split_parts(body, boundary)
            if len(found) > most:
                raise faults.QUOTA_EXCEEDED(msg=f"A batch may have {most} parts, this one has {len(found)}.")
            parts = [read_part(raw) for raw in found]
        except MultipartError:
            raise faults.INVALID_REQUEST_BODY() from None
        if not parts:
            raise faults.INVALID_REQUEST_BODY()
        return parts

    async def _admit(self, exchange: Exchange, parts: list[Part]) -> State:
        """Look at who sends the batch; a part may be somebody else, but what the batch says of its sender is true."""
        address = exchange.address
        named = address.site_id or site_of(exchange.request, parts[0])
        exchange.address = msgspec.structs.replace(address, site_id=named)
        try:
            credentials, state, site = await self._enter(exchange)
        except faults.Fault as fault:
            if fault.kind is faults.UNKNOWN_SITE:
                raise faults.UNKNOWN_SITE_ID(**fault.arguments) from None
            raise
        finally:
            exchange.address = address
        request, settings = exchange.request, self._server.settings
        if not names_caller(request.headers, request.query) and any(part_names_caller(part) for part in parts):
            return state
        try:
            caller, refused = await identify(credentials, state, site, exchange.version, settings, self._sessions)
        except faults.Fault as fault:
            if fault.kind in (faults.INVALID_ACCESS_TOKEN, faults.EXPIRED_TOKEN):
                raise faults.INVALID_TOKEN() from None
            raise
        if refused is not None:
            raise faults.INVALID_TOKEN()
        exchange.caller = caller
        exchange.rights = rights_of(caller.client_id, site, settings)
        allow_origin(exchange, settings)
        return state

    async def _answers(self, exchange: Exchange, state: State, parts: list[Part]) -> AsyncIterator[_Answer]:
        """Yield headers and body of each part's answer."""
        left = self._server.settings.max_body_bytes * _TIMES_THE_BODY
        for part in parts:
            collector = _Collector()
            request, fault = exchange.request, None
            try:
                if left <= 0:
                    raise faults.QUOTA_EXCEEDED(msg="The answers of the batch are too large; this part was not begun.")
                request = await self._request_of(part, exchange, state)
            except faults.Fault as refused:
                fault = refused
            if fault is None:
                await self._serve(request, _body_of(part), collector)
            else:
                await self._refuse(fault, part, exchange, collector)
            left -= len(collector.body)
            yield collector.part(part.headers.get(CONTENT_ID)), collector.body

    async def _refuse(self, fault: faults.Fault, part: Part, exchange: Exchange, collector: "_Collector") -> None:
        version = version_in(part.headers.get(PATH, "")) or exchange.address.version
        headers = {**exchange.request.headers, **part.headers}
        refused = Exchange(
            msgspec.structs.replace(exchange.request, headers=headers),
            self._server,
            Address(version=version),
            state=exchange.state,
            site=exchange.site,
            caller=exchange.caller,
        )
        await Sender(collector, refused, self._manners).fault(fault)

    async def _request_of(self, part: Part, exchange: Exchange, state: State) -> Request:
        """Return a part as a request of its own.

        Faults: MISSING_HTTP_METHOD, INVALID_HTTP_METHOD, MISSING_RESOURCE_PATH, RESOURCE_PATH, ILLEGAL_QUERY_STRING,
        RESOURCE_PATH_NOT_ALLOWED, UNKNOWN_SITE_ID.
        """
        main = exchange.request
        method = part.headers.get(METHOD) or main.headers.get(METHOD)
        if not method:
            raise faults.MISSING_HTTP_METHOD()
        if method.upper() not in METHODS:
            raise faults.INVALID_HTTP_METHOD(method=method[:50])
        method = method.upper()
        path, _, query_string = target(main, part).partition("?")
        if not is_query(query_string):
            raise faults.ILLEGAL_QUERY_STRING()
        site_id = allowed(path).site_id
        if site_id is None and exchange.address.site_id is not None:
            site_id = exchange.address.site_id
            path = f"/s/{quote(site_id, safe='')}{path}"
        if site_id is not None and await state.site(site_id) is None:
            raise faults.UNKNOWN_SITE_ID(site_id=site_id[:100])
        headers, query, query_string = inherited(main, part, query_string)
        if method == "PUT":  # no verb of the wire: where those are refused, it is an override
            headers["x-dw-http-method-override"], method = "PUT", "POST"
            query.pop("method", None)
        return msgspec.structs.replace(
            main,
            method=method,
            path=path,
            segments=segments_of(path),
            query=query,
            query_string=query_string,
            headers=headers,
            body=b"",
        )


class _Collector:
    """Takes what the application sends for a part."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: RawHeaders = []
        self.body = b""

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        else:
            self.body += message.get("body", b"")

    def part(self, content_id: str | None) -> RawHeaders:
        """Return the headers of the part that answers."""
        own = [(CONTENT_ID.encode("ascii"), content_id.encode("latin-1"))] if content_id else []
        kept = [header for header in self.headers if header[0] not in _NOT_ANSWERED]
        return [*own, (STATUS.encode("ascii"), b"%d" % self.status), *kept]


def _body_of(part: Part) -> Receive:
    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": part.body, "more_body": False}

    return receive


def _name_version(exchange: Exchange, path: str) -> None:
    """Let the version of a base path be that of the faults of the whole batch."""
    if exchange.address.version is None and (version := version_in(path)) is not None:
        exchange.address = msgspec.structs.replace(exchange.address, version=version)
