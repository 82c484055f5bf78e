"""The body of a request as the documents its resource takes. Follows section 4 of the platform reference."""

from typing import Any

from msgspec import Struct

from counterfoil import faults
from counterfoil.config import Settings
from counterfoil.documents.custom_types import CustomReader
from counterfoil.documents.fields import type_name
from counterfoil.documents.json import JsonReader
from counterfoil.documents.limits import Limits
from counterfoil.documents.parse import check_version, parse_list, parse_present
from counterfoil.documents.properties import Document
from counterfoil.documents.redact import redact
from counterfoil.documents.selector import Selector
from counterfoil.documents.xml import XmlReader
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


class BodyReader:
    """Reads bodies, within what the settings take."""

    def __init__(self, settings: Settings) -> None:
        limits = Limits(
            json_depth=settings.max_json_depth,
            number_digits=settings.max_number_digits,
            xml_depth=settings.max_xml_depth,
            xml_elements=settings.max_xml_elements,
            xml_attributes=settings.max_xml_attributes,
        )
        self._json, self._xml = JsonReader(limits), XmlReader(limits)

    def read(
        self,
        request: Request,
        route: Route,
        version: Version,
        writable: Selector | None = None,
        custom: CustomReader | None = None,
    ) -> Body:
        """Decode the body and check it against the document the route takes; faults of formats and of properties.

        ``writable`` is what the client may send; None is everything. ``custom`` reads custom attributes, where there
        may be any.
        """
        if route.request is None:
            if request.body and not request.body.isspace():
                self._pass_over(request, version)
            return Body()
        plain: Any = {}
        if not request.body.strip():
            if not route.strict:
                return Body()
        elif request_format(request) == "json":
            plain = self._json.decode(request.body)
        elif route.many:
            plain = self._xml.decode_list(request.body, route.request, version)
        else:
            plain = self._xml.decode(request.body, route.request, version)
        if writable is not None:
            _refuse_unwritable(plain, route.request, writable)
        if custom is not None:
            reader = custom._replace(read_only=route.whole, texts=request_format(request) != "json")
            reader.read(plain, route.request)
        if route.many and isinstance(plain, list):
            parsed = parse_list(route.request, plain, version, mandatory=route.strict, read_only=route.whole)
            return Body(documents=tuple(parsed))
        document, present = parse_present(route.request, plain, version, mandatory=route.strict, read_only=route.whole)
        return Body(document, (document,), present, plain.get("_resource_state"))

    def _pass_over(self, request: Request, version: Version) -> None:
        """Look at a body that its resource does not read: it must be of a format that is, and of the version called.

        Faults: MALFORMED_MEDIA_TYPE, UNSUPPORTED_CONTENT_TYPE, BODY_DECODING, UNEXPECTED_VERSION.
        """
        if request_format(request) == "json":
            check_version(self._json.decode(request.body), version)
        else:
            self._xml.check(request.body, version)


def _refuse_unwritable(plain: Any, document_class: type[Document], writable: Selector) -> None:
    """Refuse what the settings do not let the client send; fault PROPERTY_NOT_PERMITTED."""
    for document in plain if isinstance(plain, list) else (plain,):
        path = writable.refuses(document) if isinstance(document, dict) else None
        if path is not None:
            raise faults.PROPERTY_NOT_PERMITTED(property=redact(path), document=type_name(document_class))
