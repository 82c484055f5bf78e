"""The body of a request as the documents its resource takes. Follows section 4 of the platform reference."""

from typing import Any

from msgspec import Struct

from counterfoil.documents import json as json_format
from counterfoil.documents import xml as xml_format
from counterfoil.documents.parse import parse_list, parse_present
from counterfoil.documents.properties import Document
from counterfoil.http.negotiate import request_format
from counterfoil.http.request import Request
from counterfoil.http.route import Route
from counterfoil.versions import Version


class Body(Struct, frozen=True):
    """What a body holds: one document, or several where the resource takes an array."""

    document: Document | None = None
    documents: tuple[Document, ...] = ()
    present: frozenset[str] = frozenset()
    client_state: str | None = None


def read_documents(request: Request, route: Route, version: Version) -> Body:
    """Decode the body and check it against the document the route takes; faults of formats and of properties."""
    if route.request is None:
        return Body()
    plain: Any = {}
    if not request.body.strip():
        if not route.strict:
            return Body()
    elif request_format(request) == "json":
        plain = json_format.decode(request.body)
    elif route.many:
        plain = xml_format.decode_list(request.body, route.request, version)
    else:
        plain = xml_format.decode(request.body, route.request, version)
    if route.many and isinstance(plain, list):
        parsed = parse_list(route.request, plain, version, mandatory=route.strict, read_only=route.whole)
        return Body(documents=tuple(parsed))
    document, present = parse_present(route.request, plain, version, mandatory=route.strict, read_only=route.whole)
    return Body(document, (document,), present, plain.get("_resource_state"))
