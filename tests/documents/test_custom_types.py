"""Custom attributes of requests: what the metadata declares decides what is taken, in JSON and in XML."""

from decimal import Decimal
from typing import Any

import pytest

from counterfoil import faults
from counterfoil.documents import xml
from counterfoil.documents.basket import Basket
from counterfoil.documents.custom_types import OBJECTS, CustomReader, compiled
from counterfoil.documents.fields import fields_of, type_name
from counterfoil.documents.properties import Document
from counterfoil.documents.shop_data import AttributeDefinition
from counterfoil.faults import Fault
from counterfoil.http.routes import ROUTES
from counterfoil.versions import parse_version

pytestmark = pytest.mark.fast
V23 = parse_version("23.1")


def declared(name: str, kind: str = "string", **facts: Any) -> AttributeDefinition:
    return AttributeDefinition(attribute_id=name, type=kind, **facts)


ATTRIBUTES = [
    declared("string", min_length=2, field_length=4),
    declared("text", "text"),
    declared("email", "email"),
    declared("password", "password"),
    declared("code", regex="[A-Z]{2}[0-9]+"),
    declared("odd", regex="(?<broken"),
    declared("int", "int", min_value=Decimal(-5), max_value=Decimal(10)),
    declared("double", "double", min_value=Decimal("0.5")),
    declared("boolean", "boolean"),
    declared("date", "date"),
    declared("datetime", "datetime"),
    declared("size", "enum-of-string", values=["s", "m"]),
    declared("sizes", "enum-of-string", values=["s", "m"], select_multiple=True),
    declared("grade", "enum-of-int", values=["1", "2"]),
    declared("tags", "set-of-string", field_length=3),
    declared("counts", "set-of-int"),
    declared("rates", "set-of-double"),
    declared("html", "html"),
    declared("image", "image"),
    declared("needed", mandatory=True),
    declared("neededTags", "set-of-string", mandatory=True),
]
READER = CustomReader(compiled({"Basket": ATTRIBUTES, "ProductLineItem": [declared("inner", "int")]}), V23)


def read(plain: Any, **changes: Any) -> Any:
    READER._replace(**changes).read(plain, Basket)
    return plain


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("string", "ab"),
        ("string", "abcd"),
        ("text", "x" * 5000),
        ("email", "a@example.com"),
        ("password", "secret"),
        ("code", "AB12"),
        ("odd", "a pattern that is none is not applied"),
        ("int", -5),
        ("int", 10),
        ("double", Decimal("0.5")),
        ("double", 3),
        ("boolean", True),
        ("date", "2026-02-28"),
        ("datetime", "2026-02-28T10:00:00.000Z"),
        ("size", "m"),
        ("sizes", ["s", "m"]),
        ("grade", 2),
        ("tags", ["a", "abc"]),
        ("counts", [1, 2]),
        ("rates", [1, Decimal("2.5")]),
        ("tags", []),
        ("string", None),
        ("tags", None),
    ],
)
def test_a_value_that_fits_is_taken(name: str, value: Any) -> None:
    assert read({f"c_{name}": value}) == {f"c_{name}": value}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("string", "a"),
        ("string", "abcde"),
        ("string", 5),
        ("string", True),
        ("string", ["ab"]),
        ("string", {"a": "b"}),
        ("string", "a\0b"),
        ("text", 1),
        ("email", "nobody"),
        ("password", "x" * 4001),
        ("code", "AB"),
        ("code", "AB1x"),
        ("int", "abc"),
        ("int", "5"),
        ("int", 11),
        ("int", -6),
        ("int", Decimal("1.5")),
        ("int", True),
        ("int", 2**40),
        ("double", "0.7"),
        ("double", Decimal("0.4")),
        ("double", False),
        ("boolean", "true"),
        ("boolean", 1),
        ("date", "2026-02-30"),
        ("date", "28.2.2026"),
        ("date", 20260228),
        ("datetime", "2026-02-28"),
        ("datetime", "soon"),
        ("size", "l"),
        ("size", ["s"]),
        ("sizes", "s"),
        ("sizes", ["s", "l"]),
        ("grade", 3),
        ("grade", "1"),
        ("tags", "a"),
        ("tags", ["abcd"]),
        ("tags", [["a"]]),
        ("tags", [None]),
        ("counts", [1, "2"]),
        ("html", "<b>"),
        ("image", "a.png"),
        ("needed", None),
        ("neededTags", None),
        ("neededTags", []),
    ],
)
def test_a_value_that_does_not_fit_is_refused(name: str, value: Any) -> None:
    with pytest.raises(Fault) as refused:
        read({f"c_{name}": value})
    assert refused.value.kind is faults.INVALID_CUSTOM_PROPERTY
    assert refused.value.wire_arguments() == {}


def test_what_nobody_declared_is_an_unknown_property() -> None:
    with pytest.raises(Fault) as refused:
        read({"c_nosuch": 1})
    assert refused.value.kind is faults.UNKNOWN_PROPERTY
    assert refused.value.arguments == {"property": "c_nosuch", "document": "basket"}
    with pytest.raises(Fault) as refused:
        read({"product_items": [{"c_inner": 1}, {"c_string": "ab"}]})
    assert refused.value.arguments == {"property": "c_string", "document": "product_item"}


def test_what_nobody_declared_may_be_kept() -> None:
    assert read({"c_nosuch": 1}, keep_unknown=True) == {"c_nosuch": 1}
    with pytest.raises(Fault):
        read({"c_int": "a"}, keep_unknown=True)


def test_documents_inside_are_read() -> None:
    assert read({"product_items": [{"c_inner": Decimal("5.0")}]}) == {"product_items": [{"c_inner": 5}]}
    with pytest.raises(Fault):
        read({"product_items": [{"option_items": [{"c_inner": "x"}]}]})


def test_instants_are_kept_in_one_form() -> None:
    assert read({"c_datetime": "2026-02-28T10:00+02:00"}) == {"c_datetime": "2026-02-28T08:00:00.000Z"}


def test_what_only_the_server_sets_is_not_looked_at() -> None:
    assert read({"order_price_adjustments": 5, "shipments": "x", "product_items": [7]})


def test_texts_of_xml_are_read_by_their_types() -> None:
    body = b"""<basket><c_int>7</c_int><c_boolean>true</c_boolean><c_double>1.50</c_double><c_string>12</c_string>
    <c_tags><value>a</value><value>7</value></c_tags><c_grade>2</c_grade><c_counts><value>1</value></c_counts></basket>"""
    assert read(xml.decode(body, Basket, V23), texts=True) == {
        "c_int": 7,
        "c_boolean": True,
        "c_double": Decimal("1.50"),
        "c_string": "12",
        "c_tags": ["a", "7"],
        "c_grade": 2,
        "c_counts": [1],
    }
    with pytest.raises(Fault):
        read(xml.decode(b"<basket><c_int>seven</c_int></basket>", Basket, V23), texts=True)


def test_every_document_a_request_may_hold_has_its_system_object() -> None:
    seen: set[type[Document]] = set()
    waiting = [row.request for row in ROUTES if row.request is not None]
    while waiting:
        cls = waiting.pop()
        if cls not in seen:
            seen.add(cls)
            waiting += [row.document for row in fields_of(cls) if row.document and not row.row.read_only]
    assert {type_name(cls) for cls in seen if cls.custom_attribute} <= OBJECTS.keys()
