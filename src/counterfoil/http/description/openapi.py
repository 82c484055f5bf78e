"""OpenAPI 3.1 of a version of the Shop API. Our extension."""

from typing import Any

from counterfoil.config import Settings
from counterfoil.http.description.links import links, links_of
from counterfoil.http.description.operations import Operation, constraints, operations
from counterfoil.http.description.refusals import Refusals
from counterfoil.http.description.schemas import OPENAPI, Schema, Schemas
from counterfoil.http.parameter import Parameter
from counterfoil.versions import Version

_SECURITY = {
    "client_id": {"type": "apiKey", "in": "header", "name": "x-dw-client-id"},
    "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "customers_auth": {"type": "http", "scheme": "basic"},
}
_USUAL = Settings()
Links = dict[str, dict[str, Any]]
_BASIC = "/customers/auth"


def openapi_document(version: Version, site_id: str | None = None, *, settings: Settings = _USUAL) -> dict[str, Any]:
    """Describe a version as the settings have it served, for any site or for one."""
    found = operations(version)
    schemas = Schemas(version, OPENAPI, found)
    fault = schemas.fault()
    refusals = Refusals(version, "#/components/responses/", lambda description: _content(description, fault))
    base = f"/s/{site_id or '{site_id}'}/dw/shop/{version.path_segment}"
    known = links(found)
    paths: dict[str, dict[str, Any]] = {}
    for one in found:
        path = paths.setdefault(base + one.route.path, {})
        path[one.route.method.lower()] = described = _operation(one, schemas, known, in_site=site_id is None)
        described["responses"] |= refusals.of(one.route)
        if one.route.creates:
            described["responses"][str(settings.created_status)] = described["responses"].pop("200")
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


def _operation(one: Operation, schemas: Schemas, known: Links, *, in_site: bool) -> dict[str, Any]:
    row = one.route
    names = (*(("site_id",) if in_site else ()), *one.path_names)
    made: dict[str, Any] = {
        "operationId": one.operation_id,
        "tags": [one.tag],
        "summary": row.summary,
        "parameters": [
            *({"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names),
            *(_parameter(parameter, "query") for parameter in one.query),
            *(_parameter(parameter, "header") for parameter in one.headers),
        ],
        "responses": _success(one, schemas, known),
        "security": [{"token": []}, {"client_id": []}],
    }
    if row.request is not None:
        body = schemas.of(row.request)
        if row.many:
            body = {"oneOf": [{"type": "array", "items": body}, body]}
        made["requestBody"] = {"content": {"application/json": {"schema": body}}, "required": row.strict}
    if row.path == _BASIC and row.method == "POST":
        made["security"].append({"client_id": [], "customers_auth": []})
    return made


def _success(one: Operation, schemas: Schemas, known: Links) -> dict[str, Any]:
    if one.route.response is None:
        return {"204": {"description": "done"}}
    success = _content(one.route.summary, schemas.of(one.route.response))
    if leads := links_of(one.route.response, known):
        success["links"] = leads
    return {"200": success}


def _content(description: str, schema: Schema) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _parameter(parameter: Parameter, place: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": parameter.name,
        "in": place,
        "description": parameter.summary,
        "required": parameter.required,
        "schema": constraints(parameter),
    }
    if parameter.kind == "list":
        made |= {"style": "form", "explode": False}
    return made
