"""The description of the API as a judge of its answers."""

from functools import cache
from typing import Any

from openapi_schema_validator import OAS31Validator

from counterfoil.http.description.openapi import openapi_document
from counterfoil.versions import Version

SITE = "RefArch"


@cache
def description(version: Version) -> dict[str, Any]:
    return openapi_document(version, SITE)


@cache
def _validator(row: str, version: Version) -> Any:
    method, _, path = row.partition(" ")
    document = description(version)
    operation = document["paths"][f"/s/{SITE}/dw/shop/{version.path_segment}{path}"][method.lower()]
    done = operation["responses"].get("200") or operation["responses"]["201"]
    schema = done["content"]["application/json"]["schema"]
    return OAS31Validator({**schema, "components": document["components"]})


def undescribed(row: str, version: Version, answer: Any) -> list[str]:
    """What of an answer the description does not say: for each a place and what is wrong there."""
    return [f"{error.json_path}: {error.message[:300]}" for error in _validator(row, version).iter_errors(answer)]
