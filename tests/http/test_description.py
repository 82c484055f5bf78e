"""The description of the API is valid, whole, and says what parameters the resources read."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV2SpecValidator, OpenAPIV31SpecValidator
from tests.http.described import undescribed
from tools.make_docs import SHOWN

from counterfoil.http.description.openapi import openapi_document
from counterfoil.http.description.swagger import swagger_document
from counterfoil.http.routes import ROUTES
from counterfoil.versions import NEWEST, PUBLISHED, Version, covers


@pytest.mark.parametrize("version", (SHOWN[0], SHOWN[2], NEWEST), ids=str)
def test_a_public_validator_finds_nothing_wrong(version: Version) -> None:
    assert list(OpenAPIV31SpecValidator(openapi_document(version)).iter_errors()) == []
    assert list(OpenAPIV2SpecValidator(swagger_document(version, "RefArch")).iter_errors()) == []


@pytest.mark.parametrize("version", PUBLISHED, ids=str)
def test_each_version_describes_each_of_its_resources_once(version: Version) -> None:
    described = {
        (method.upper(), path.partition(f"/{version.path_segment}")[2])
        for path, methods in openapi_document(version)["paths"].items()
        for method in methods
    }
    assert described == {(row.method, row.path) for row in ROUTES if covers(version, row.since, row.until)}


def references(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        if "$ref" in part:
            yield part["$ref"]
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def test_what_is_referred_to_is_there_and_nothing_else() -> None:
    openapi, swagger = openapi_document(NEWEST), swagger_document(NEWEST, "-")
    assert set(references(openapi)) == {f"#/components/schemas/{name}" for name in openapi["components"]["schemas"]}
    assert set(references(swagger)) == {f"#/definitions/{name}" for name in swagger["definitions"]}


def test_an_answer_that_is_not_as_described_is_told() -> None:
    order = {"_v": "24.5", "status": "lost", "order_total": "1.00", "product_items": [{"sku": 1, "c_note": "x"}]}
    found = undescribed("GET /orders/{order_no}", NEWEST, order)
    assert [line.partition(":")[0] for line in sorted(found)] == ["$.order_total", "$.product_items[0]", "$.status"]


def test_the_meta_description_has_what_a_caller_is_permitted() -> None:
    paths = swagger_document(NEWEST, "-", lambda row: row.path == "/orders/{order_no}" and row.method == "GET")["paths"]
    assert {path: list(methods) for path, methods in paths.items()} == {"/orders/{order_no}": ["get"]}
