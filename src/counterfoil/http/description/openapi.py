"""OpenAPI 3.1 of a version of the Shop API. Our extension."""

from collections.abc import Sequence
from typing import Any

from counterfoil.config import Settings
from counterfoil.http.description.links import links, links_of
from counterfoil.http.description.operations import Operation, constraints, operations
from counterfoil.http.description.refusals import Refusals
from counterfoil.http.description.schemas import OPENAPI, OPENAPI_OF_JSON, USUAL, Schema, Schemas
from counterfoil.http.parameter import Parameter
from counterfoil.versions import Version

_SECURITY = {
    "client_id": {"type": "apiKey", "in": "header", "name": "x-dw-client-id"},
    "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "customers_auth": {"type": "http", "scheme": "basic"},
}
_ANSWERED = ("application/json", "application/xml")
_XML_TAKEN = ("application/xml", "text/xml")
Links = dict[str, dict[str, Any]]
_BASIC = "/customers/auth"


def openapi_document(
    version: Version, site_id: str | None = None, *, settings: Settings = USUAL, xml: bool = True
) -> dict[str, Any]:
    """Describe a version as the settings have it served, for any site or for one; ``xml`` is for its form in XML."""
    found = operations(version)
    schemas = Schemas(version, OPENAPI if xml else OPENAPI_OF_JSON, found, settings=settings)
    formats = _ANSWERED if xml else _ANSWERED[:1]
    fault = schemas.fault()
    refusals = Refusals(version, "#/components/responses/", lambda description: _content(description, fault, formats))
    base = f"/s/{site_id or '{site_id}'}/dw/shop/{version.path_segment}"
    known = links(found)
    paths: dict[str, dict[str, Any]] = {}
    for one in found:
        described = _operation(one, settings, in_site=site_id is None)
        done = settings.created_status if one.route.creates else 200
        described["responses"] = _success(one, done, schemas, known, formats) | refusals.of(one.route)
        if one.route.request is not None:
            described["requestBody"] = _body(one, schemas, xml=xml)
        paths.setdefault(base + one.route.path, {})[one.route.method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Shop API",
            "version": str(version),
            "description": "The Shop API of the Open Commerce API, as this server speaks it.",
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.made.items())),
            "responses": refusals.made,
            "links": known,
            "securitySchemes": _SECURITY,
        },
    }


def _operation(one: Operation, settings: Settings, *, in_site: bool) -> dict[str, Any]:
    row = one.route
    names = (*(("site_id",) if in_site else ()), *one.path_names)
    made: dict[str, Any] = {
        "operationId": one.operation_id,
        "tags": [one.tag],
        "summary": row.summary,
        "parameters": [
            *({"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names),
            *(_parameter(parameter, "query", settings) for parameter in one.query),
            *(_parameter(parameter, "header", settings) for parameter in one.headers),
        ],
        "security": [{"token": []}, {"client_id": []}],
    }
    if row.path == _BASIC and row.method == "POST":
        made["security"].append({"client_id": [], "customers_auth": []})
    return made


def _body(one: Operation, schemas: Schemas, *, xml: bool) -> dict[str, Any]:
    row = one.route
    assert row.request is not None
    body = schemas.of(row.request)
    content: dict[str, Any] = {"application/json": {"schema": body}}
    if row.many:
        several = schemas.several(row.request)
        content["application/json"] = {"schema": {"oneOf": [several, body]}}
        body = several
    if xml:
        content |= {name: {"schema": body} for name in _XML_TAKEN}
    return {"content": content, "required": row.strict}


def _success(one: Operation, done: int, schemas: Schemas, known: Links, formats: Sequence[str]) -> dict[str, Any]:
    if one.route.response is None:
        return {"204": {"description": "done"}}
    success = _content(one.route.summary, schemas.of(one.route.response), formats)
    if leads := links_of(one.route.response, known):
        success["links"] = leads
    return {str(done): success}


def _content(description: str, schema: Schema, formats: Sequence[str]) -> dict[str, Any]:
    return {"description": description, "content": {name: {"schema": schema} for name in formats}}


def _parameter(parameter: Parameter, place: str, settings: Settings) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": parameter.name,
        "in": place,
        "description": parameter.summary,
        "required": parameter.required,
        "schema": constraints(parameter, settings),
    }
    if parameter.kind == "list":
        made |= {"style": "form", "explode": False}
    return made
