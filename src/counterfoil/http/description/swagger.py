"""Swagger 2.0 of a version of the Shop API, as the Meta API gives it. Follows section 14 of the platform reference."""

from typing import Any

from counterfoil.config import Settings
from counterfoil.documents.custom_types import CustomTypes
from counterfoil.http.description.operations import Grants, Operation, constraints, operations
from counterfoil.http.description.refusals import Refusals
from counterfoil.http.description.schemas import SWAGGER, USUAL, Schemas
from counterfoil.http.parameter import Parameter
from counterfoil.versions import Version

_FORMATS = ["application/json", "text/xml", "application/xml"]


def swagger_document(
    version: Version,
    origin: str,
    place: str,
    grants: Grants | None = None,
    custom: CustomTypes | None = None,
    settings: Settings = USUAL,
) -> dict[str, Any]:
    """Describe what of a version a caller is granted.

    ``place`` is the site's part of the path, or ``-``; ``custom`` are the custom attributes of the shop.
    """
    found = operations(version, grants)
    schemas = Schemas(version, SWAGGER, found, custom, settings)
    fault = schemas.fault()
    refusals = Refusals(version, "#/responses/", lambda description: {"description": description, "schema": fault})
    paths: dict[str, dict[str, Any]] = {}
    for one in found:
        paths.setdefault(one.route.path, {})[one.route.method.lower()] = _operation(one, schemas, refusals, settings)
    return {
        "swagger": "2.0",
        "info": {"title": "Shop API", "version": str(version)},
        "basePath": f"/s/{place}/dw/shop/{version}",
        "consumes": _FORMATS,
        "produces": _FORMATS,
        "paths": paths,
        "definitions": dict(sorted(schemas.made.items())),
        "responses": refusals.made,
        "securityDefinitions": _security(origin),
    }


def _security(origin: str) -> dict[str, Any]:
    token_url = f"{origin}/dw/oauth2/access_token"
    return {
        "customers_auth": {"type": "basic"},
        "oauth2_application": {"type": "oauth2", "flow": "application", "tokenUrl": token_url, "scopes": {}},
        "client_id": {"type": "apiKey", "in": "header", "name": "x-dw-client-id"},
    }


def _operation(one: Operation, schemas: Schemas, refusals: Refusals, settings: Settings) -> dict[str, Any]:
    row = one.route
    parameters = [
        *({"name": name, "in": "path", "required": True, "type": "string"} for name in one.path_names),
        *(_parameter(parameter, "query", settings) for parameter in one.query),
        *(_parameter(parameter, "header", settings) for parameter in one.headers),
    ]
    if row.request is not None:
        body = schemas.of(row.request)
        schema = {"type": "array", "items": body} if row.many else body
        parameters.append({"name": "body", "in": "body", "required": row.strict, "schema": schema})
    success: dict[str, Any] = {"description": row.summary}
    if row.response is not None:
        success["schema"] = schemas.of(row.response)
    return {
        "operationId": one.operation_id,
        "tags": [one.tag],
        "summary": row.summary,
        "parameters": parameters,
        "responses": {"default": success, **refusals.of(row)},
        "security": [{"oauth2_application": []}, {"client_id": []}],
    }


def _parameter(parameter: Parameter, place: str, settings: Settings) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": parameter.name,
        "in": place,
        "description": parameter.summary,
        "required": parameter.required,
        **constraints(parameter, settings),
    }
    if parameter.kind == "list":
        made["collectionFormat"] = "csv"
    return made
