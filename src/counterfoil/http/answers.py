"""Answers as bytes: headers every answer has, faults, bodies in both formats."""

from typing import Any, NamedTuple

from counterfoil import faults
from counterfoil.config import Settings
from counterfoil.documents import json as json_format
from counterfoil.documents import xml as xml_format
from counterfoil.documents.fault import fault_document
from counterfoil.documents.properties import Document
from counterfoil.http.conditional import is_known
from counterfoil.http.cors import granted_headers
from counterfoil.http.exchange import Exchange
from counterfoil.http.explain import explain_error, explain_fault, explain_headers
from counterfoil.http.headers import Manners
from counterfoil.http.jsonp import NOT_SNIFFED, call_with
from counterfoil.http.methods import allowed_methods
from counterfoil.http.request import Send
from counterfoil.http.traced import timing_headers
from counterfoil.shop.call import Answer, Call
from counterfoil.versions import Version

JSON_TYPE = b"application/json;charset=UTF-8"
XML_TYPE = b"application/xml;charset=UTF-8"
NEVER_CACHED = (b"cache-control", b"max-age=0,no-cache,no-store,must-revalidate")
_EXPIRED = (b"expires", b"Thu, 01-Jan-1970 00:00:00 GMT")
FIRST_FAULT = 400
_USUAL = Manners(Settings())

RawHeaders = list[tuple[bytes, bytes]]


class Made(NamedTuple):
    """An answer as bytes, without the id of its request."""

    status: int
    headers: RawHeaders
    body: bytes
    fault: str = ""
    """The name of the row of a fault."""


class Sender:
    """Writes the one answer of a request."""

    def __init__(self, send: Send, exchange: Exchange, manners: Manners = _USUAL) -> None:
        self._send = send
        self._exchange = exchange
        self._manners = manners
        self.status = 0

    async def made(self, made: Made) -> None:
        """Send an answer that is bytes already, whoever made it and when."""
        exchange = self._exchange
        headers = list(made.headers)
        if exchange.address.version is not None:
            headers.append(self._manners.version_status[exchange.address.version])
        if made.fault:
            headers += await explain_fault(exchange, made.fault)
        headers += timing_headers(exchange)
        headers += granted_headers(exchange)
        if exchange.callback or exchange.head or "if-none-match" in exchange.request.headers:
            made = self._shaped(made, headers)
        await self._write(made.status, headers, made.body)

    async def fault(self, fault: faults.Fault) -> None:
        """Send a fault."""
        self._exchange.fault = fault
        exchange = self._exchange
        made = make_fault(fault, exchange.version, exchange.fault_form, typed=self._manners.typed_arguments)
        if fault.kind is faults.METHOD_NOT_ALLOWED and (allowed := allow_header(self._exchange)):
            made.headers.append(allowed)
        await self.made(made)

    async def options(self) -> None:
        """Send the methods a resource has; fault RESOURCE_PATH_NOT_FOUND."""
        allowed = allow_header(self._exchange)
        if allowed is None:
            raise faults.RESOURCE_PATH_NOT_FOUND(path=self._exchange.request.path[:500])
        await self.made(Made(204, [allowed, NEVER_CACHED], b""))

    def _shaped(self, made: Made, headers: RawHeaders) -> Made:
        """Leave out what the client knows, let an answer call a function, give HEAD its status."""
        exchange, body, status = self._exchange, made.body, made.status
        if "if-none-match" in exchange.request.headers and is_known(exchange, status, headers):
            headers[:] = [header for header in headers if header[0] != b"content-type"]
            return Made(304, headers, b"")
        if exchange.callback and body:
            body = call_with(exchange.callback, body)
            headers[:] = [header for header in headers if header[0] != b"content-type"]
            headers += [(b"content-type", self._manners.jsonp_type), NOT_SNIFFED]
        if exchange.head and status == 200:
            status = self._manners.head_status
        return Made(status, headers, body)

    async def plain_json(self, status: int, document: dict[str, Any], headers: RawHeaders) -> None:
        """Send JSON that is no document of the API: the answers of the token endpoint."""
        kept = [(b"content-type", JSON_TYPE), (b"cache-control", b"no-store"), (b"pragma", b"no-cache"), *headers]
        if status >= FIRST_FAULT:
            kept += explain_error(self._exchange, str(document.get("error")))
        kept += granted_headers(self._exchange)
        await self._write(status, kept, json_format.encode(document))

    async def _write(self, status: int, headers: RawHeaders, body: bytes) -> None:
        self.status = status
        headers.append((b"x-dw-request-base-id", self._exchange.request.request_id.encode("ascii")))
        if self._exchange.head:
            if status not in (
                204,
                304,
            ):  # a HEAD tells the length of what GET answers; an override must not, its body is empty
                length = len(body) if self._exchange.request.method == "HEAD" else 0
                headers.append((b"content-length", b"%d" % length))
            body = b""
        elif status not in (204, 304):
            headers.append((b"content-length", b"%d" % len(body)))
        await self._send({"type": "http.response.start", "status": status, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def allow_header(exchange: Exchange) -> tuple[bytes, bytes] | None:
    """Return the header that names the methods of a resource, None where there is none."""
    allowed = allowed_methods(exchange.address)
    return (b"allow", ", ".join(allowed).encode("ascii")) if allowed else None


def make_answer(answer: Answer, call: Call) -> Made:
    """Write what a resource function answered to a call."""
    version = call.version
    told = [*answer.headers, *explain_headers(call)]
    headers: RawHeaders = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in told]
    headers.append(NEVER_CACHED)
    body, status = b"", answer.status
    if call.location and status == 200:
        status = call.server.settings.created_status
        headers.append((b"location", call.location.encode("ascii")))
    if answer.encoded is not None:
        body = answer.encoded
        headers.append((b"content-type", JSON_TYPE))
    elif answer.document is not None:
        shown = answer.document if call.selection is None else call.selection.select(answer.document)
        body, content_type = _encoded(shown, answer.document_class, version, call.form)
        headers.append((b"content-type", content_type))
    return Made(status, headers, body)


def make_fault(fault: faults.Fault, version: Version, form: str, *, typed: bool = False) -> Made:
    """Write a fault."""
    row = fault.row(version)
    document = fault_document(fault, version, typed=typed)
    if form == "xml":
        body, content_type = xml_format.encode_fault(document, version), XML_TYPE
    else:
        body, content_type = json_format.encode(document), JSON_TYPE
    headers: RawHeaders = [_EXPIRED, (b"content-type", content_type), NEVER_CACHED]
    if row.status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    if row.status == 429 and "_seconds" in fault.arguments:
        headers.append((b"retry-after", str(fault.arguments["_seconds"]).encode()))
    return Made(row.status, headers, body, fault.kind.name)


def _encoded(
    document: dict[str, Any], document_class: type[Document] | None, version: Version, form: str
) -> tuple[bytes, bytes]:
    if form == "xml":
        assert document_class is not None, "a resource function answers a document of a class"
        return xml_format.encode(document, document_class, version), XML_TYPE
    return json_format.encode(document), JSON_TYPE
