"""What a connection is told that sends no request that could be answered: a fault like any other, then its end."""

import functools
import re
from collections.abc import Iterable

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from counterfoil import faults
from counterfoil.ambient import SystemAmbient, new_id
from counterfoil.documents import json as json_format
from counterfoil.documents import xml as xml_format
from counterfoil.documents.fault import fault_document
from counterfoil.versions import BY_PATH_SEGMENT, NEWEST, Version

Headers = Iterable[tuple[bytes, bytes]]
_SEGMENT = re.compile(rb"/(v[0-9]{1,2}_[0-9]{1,2})(?:[/?]|$)")
_WANTS_XML = (b"application/xml", b"text/xml")
_NAMING_FORMATS = (b"content-type", b"accept")
_FIXED: tuple[tuple[bytes, bytes], ...] = (
    (b"expires", b"Thu, 01-Jan-1970 00:00:00 GMT"),
    (b"cache-control", b"max-age=0,no-cache,no-store,must-revalidate"),
    (b"connection", b"close"),
)


def refusal(
    fault: faults.Fault, url: bytes, headers: Headers, own: Headers, *, explains: bool = False, typed: bool = False
) -> bytes:
    """Return a whole answer: a fault in the version and format that can be told, after the server's own headers."""
    version = _version(url)
    status = fault.row(version).status
    document = fault_document(fault, version, typed=typed)
    if _wants_xml(url, headers):
        body, kind = xml_format.encode_fault(document, version), b"application/xml;charset=UTF-8"
    else:
        body, kind = json_format.encode(document), b"application/json;charset=UTF-8"
    answered = [
        *own,
        *_FIXED,
        (b"content-type", kind),
        (b"content-length", b"%d" % len(body)),
        (b"x-dw-request-base-id", new_id(_ambient()).encode("ascii")),
    ]
    if dict(headers).get(b"x-explain", b"1" if explains else b"0") == b"1":
        answered.append((b"x-explain", fault.kind.remedy.encode("ascii")))
    if status == 503:
        answered.append((b"retry-after", b"1"))
    return b"".join([STATUS_LINE[status], *(b"%b: %b\r\n" % header for header in answered), b"\r\n", body])


@functools.cache
def _ambient() -> SystemAmbient:
    return SystemAmbient()


def _version(url: bytes) -> Version:
    found = _SEGMENT.search(url[:500])
    return BY_PATH_SEGMENT.get(found[1].decode("ascii"), NEWEST) if found else NEWEST


def _wants_xml(url: bytes, headers: Headers) -> bool:
    if b"format=xml" in url:
        return True
    return any(name in _NAMING_FORMATS and value.startswith(_WANTS_XML) for name, value in headers)
