"""Answers as bytes: headers every answer has, faults, bodies in both formats."""

from typing import Any, NamedTuple

from counterfoil import faults
from counterfoil.documents import json as json_format
from counterfoil.documents import xml as xml_format
from counterfoil.documents.fault import fault_document
from counterfoil.documents.properties import Document
from counterfoil.http.cors import granted_headers
from counterfoil.http.exchange import Exchange
from counterfoil.http.explain import explain_error, explain_fault, explain_headers
from counterfoil.http.request import Send
from counterfoil.shop.call import Answer, Call
from counterfoil.versions import NEWEST, Version

JSON_TYPE = b"application/json;charset=UTF-8"
XML_TYPE = b"application/xml;charset=UTF-8"
_NEVER_CACHED = (b"cache-control", b"max-age=0,no-cache,no-store,must-revalidate")
_EXPIRED = (b"expires", b"Thu, 01-Jan-1970 00:00:00 GMT")
_CURRENT, _DEPRECATED = (b"x-dw-version-status", b"current"), (b"x-dw-version-status", b"deprecated")
FIRST_FAULT = 400

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

    def __init__(self, send: Send, exchange: Exchange) -> None:
        self._send = send
        self._exchange = exchange
        self.status = 0

    async def answer(self, answer: Answer, call: Call, cache_seconds: int) -> None:
        """Send what a resource function answered."""
        await self.made(make_answer(answer, call, cache_seconds))

    async def made(self, made: Made) -> None:
        """Send an answer that is bytes already, whoever made it and when."""
        exchange = self._exchange
        headers = list(made.headers)
        if exchange.address.version is not None and made.status < FIRST_FAULT:
            headers.append(_CURRENT if exchange.address.version == NEWEST else _DEPRECATED)
        if made.fault:
            headers += await explain_fault(exchange, made.fault)
        headers += granted_headers(exchange)
        await self._write(made.status, headers, made.body)

    async def fault(self, fault: faults.Fault) -> None:
        """Send a fault."""
        self._exchange.fault = fault
        await self.made(make_fault(fault, self._exchange.version, self._exchange.fault_form))

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
        if status != 204:
            headers.append((b"content-length", b"%d" % len(body)))
        await self._send({"type": "http.response.start", "status": status, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def make_answer(answer: Answer, call: Call, cache_seconds: int) -> Made:
    """Write what a resource function answered to a call."""
    version = call.version
    told = [*answer.headers, *explain_headers(call)]
    headers: RawHeaders = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in told]
    if cache_seconds and answer.status == 200:
        headers.append((b"cache-control", b"max-age=%d,must-revalidate" % cache_seconds))
    else:
        headers.append(_NEVER_CACHED)
    body = b""
    if answer.encoded is not None:
        body = answer.encoded
        headers.append((b"content-type", JSON_TYPE))
    elif answer.document is not None:
        shown = answer.document if call.selection is None else call.selection.select(answer.document)
        body, content_type = _encoded(shown, answer.document_class, version, call.form)
        headers.append((b"content-type", content_type))
    return Made(answer.status, headers, body)


def make_fault(fault: faults.Fault, version: Version, form: str) -> Made:
    """Write a fault."""
    row = fault.row(version)
    document = fault_document(fault, version)
    if form == "xml":
        body, content_type = xml_format.encode_fault(document, version), XML_TYPE
    else:
        body, content_type = json_format.encode(document), JSON_TYPE
    headers: RawHeaders = [_EXPIRED, (b"content-type", content_type), _NEVER_CACHED]
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
