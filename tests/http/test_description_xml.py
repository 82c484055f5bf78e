"""The XML of answers is what the OpenAPI document says of it: it is read here by nothing else."""

from decimal import Decimal
from typing import Any
from unittest.mock import ANY
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from tests.api import Api

from counterfoil.http.description.openapi import openapi_document
from counterfoil.http.routes import find_route
from counterfoil.versions import NEWEST

SHOP = f"/s/RefArch/dw/shop/{NEWEST.path_segment}"
DOCUMENT = openapi_document(NEWEST, "RefArch")
NAMESPACE = f"http://www.demandware.com/xml/shop/{NEWEST}"
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
SCALARS = {"number": Decimal, "integer": int, "boolean": lambda text: text == "true", "string": str}
Schema = dict[str, Any]


def followed(schema: Schema) -> tuple[Schema, str | None]:
    """What a schema refers to, and the name of its element that stands nearest."""
    name = schema.get("xml", {}).get("name")
    while "$ref" in schema or "allOf" in schema:
        if "$ref" in schema:
            schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        else:
            (schema,) = schema["allOf"]
        name = name or schema.get("xml", {}).get("name")
    return schema, name


def read(schema: Schema, element: Element) -> Any:
    """Read an element by its schema; what has none may be anything."""
    schema, _ = followed(schema)
    kind = schema.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind is None:
        return ANY
    if element.get(NIL) == "true":
        return None
    if kind == "array":
        assert schema["xml"]["wrapped"] is True
        item, name = followed(schema["items"])
        assert {child.tag for child in element} <= {f"{{{NAMESPACE}}}{name}"}
        return [read(item, child) for child in element]
    if kind == "object" and "properties" in schema:
        return dict(member(schema["properties"], child) for child in element)
    if kind == "object":
        inner = schema.get("additionalProperties", {})
        return {child.attrib["key"]: read(inner, child) for child in element}
    assert len(element) == 0
    return SCALARS[kind](element.text or "")


def member(properties: dict[str, Schema], element: Element) -> tuple[str, Any]:
    name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
    if name.startswith("c_"):
        return name, ANY
    named = {followed(schema)[1] or name: name for name, schema in properties.items()}
    return named[name], read(properties[named[name]], element)


def read_answer(api: Api, path: str, status: int, token: str) -> tuple[Any, Any]:
    """The answer as XML, read by the schema of its operation, and the same as JSON."""
    accepted = ("application/json", "application/xml")
    plain, xml = (api.get(SHOP + path, token=token, headers={"Accept": form}) for form in accepted)
    assert (plain.status, xml.status) == (status, status), plain
    row, _ = find_route("GET", tuple(path.partition("?")[0].strip("/").split("/")), NEWEST, path)
    answer = DOCUMENT["paths"][SHOP + row.path]["get"]["responses"][str(status)]
    if "$ref" in answer:
        answer = DOCUMENT["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    schema, name = followed(answer["content"]["application/xml"]["schema"])
    root = ElementTree.fromstring(xml.content)
    assert root.tag == f"{{{schema['xml']['namespace']}}}{name}" == f"{{{NAMESPACE}}}{name}"
    return read(schema, root), plain.json


EXPANSIONS = "availability,images,prices,variations,options,links,promotions,recommendations"


@pytest.mark.parametrize(
    "path",
    [
        f"/products/tee?expand={EXPANSIONS}",
        f"/products/mug-01?expand={EXPANSIONS}",
        f"/products/starter-bundle?expand={EXPANSIONS},bundled_products",
        "/products/(tea-01,mug-01)",
        "/product_search?q=tea&expand=prices,images,variations",
        "/categories/root?levels=2",
        "/stores?latitude=42.4&longitude=-71.1&max_distance=1000",
        "/site",
    ],
)
def test_what_is_read_as_xml_is_as_described(api: Api, agent: str, path: str) -> None:
    found, expected = read_answer(api, path, 200, agent)
    assert found == expected


def test_an_order_as_xml_is_as_described(api: Api, agent: str) -> None:
    order = api.order(agent)["order_no"]
    found, expected = read_answer(api, f"/orders/{order}", 200, agent)
    assert found == expected
    assert found["product_items"]


def test_a_fault_as_xml_is_as_described(api: Api, agent: str) -> None:
    found, expected = read_answer(api, "/orders/nowhere", 404, agent)
    assert found == expected


def test_a_description_of_json_says_nothing_of_xml(api: Api) -> None:
    text = api.get("/openapi.json?format=json").text
    assert "xml" not in text
    assert "application/xml" in api.get("/openapi.json").text
