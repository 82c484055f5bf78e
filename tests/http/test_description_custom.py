"""The custom attributes of a shop are described as its metadata says, and its answers are as described."""

from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft4Validator
from tests.api import Api

from counterfoil.documents.custom_types import compiled
from counterfoil.documents.shop_data import AttributeDefinition
from counterfoil.http.description.swagger import swagger_document
from counterfoil.versions import NEWEST

SHOP = f"/s/RefArch/dw/shop/{NEWEST.path_segment}"
META = "/s/RefArch/dw/meta/v1/rest/shop/" + NEWEST.path_segment
DEFINITIONS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"type": "string", "min_length": 2, "field_length": 8}, {"type": "string", "minLength": 2, "maxLength": 8}),
    ({"type": "text"}, {"type": "string"}),
    ({"type": "email"}, {"type": "string"}),
    ({"type": "string", "regex": "[A-Z]|[0-9]+"}, {"type": "string", "pattern": "^(?:[A-Z]|[0-9]+)$"}),
    ({"type": "string", "regex": "(unclosed"}, {"type": "string"}),
    ({"type": "int", "min_value": Decimal(1)}, {"type": "integer", "format": "int32", "minimum": 1}),
    ({"type": "double", "max_value": Decimal("9.5")}, {"type": "number", "maximum": Decimal("9.5")}),
    ({"type": "enum-of-string", "values": ["a", "b"]}, {"type": "string", "enum": ["a", "b"]}),
    ({"type": "enum-of-int", "values": ["1", "20"]}, {"type": "integer", "format": "int32", "enum": [1, 20]}),
    ({"type": "set-of-int"}, {"type": "array", "items": {"type": "integer", "format": "int32"}}),
    (
        {"type": "enum-of-string", "values": ["a"], "select_multiple": True},
        {"type": "array", "items": {"type": "string", "enum": ["a"]}},
    ),
    ({"type": "html"}, {"type": "string", "readOnly": True}),
    ({"type": "boolean"}, {"type": "boolean"}),
]


@pytest.mark.parametrize(("definition", "schema"), DEFINITIONS, ids=lambda value: str(value)[:50])
def test_an_attribute_is_described_as_it_is_declared(definition: dict[str, Any], schema: dict[str, Any]) -> None:
    custom = compiled({"Basket": [AttributeDefinition(attribute_id="x", **definition)]})
    described = swagger_document(NEWEST, "http://127.0.0.1", "-", custom=custom)["definitions"]
    assert described["Basket"]["properties"]["c_x"] == schema
    assert "c_x" not in described["Order"]["properties"]


@pytest.mark.parametrize(
    ("path", "definition"),
    [
        ("/products/tee-navy-s", "Product"),
        ("/categories/root", "Category"),
        ("/stores?latitude=42.4&longitude=-71.1&max_distance=1000", "StoreResult"),
        ("/site", "Site"),
    ],
)
def test_an_answer_with_custom_attributes_is_as_described(api: Api, agent: str, path: str, definition: str) -> None:
    described = api.get(META).json["definitions"]
    answer = api.get(SHOP + path, token=agent)
    assert answer.status == 200, answer
    schema = {**described[definition], "definitions": described}
    assert [error.message for error in Draft4Validator(schema).iter_errors(answer.json)] == []
