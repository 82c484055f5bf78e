"""Whatever a client sends, the answer is a document or a fault, never another exception."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.documents.samples import V15_2, V23_1, recorded_basket
from tests.documents.strategies import CUSTOM_VALUES
from tests.examples import examples

from counterfoil import faults
from counterfoil.documents import json, xml
from counterfoil.documents.basket import Basket
from counterfoil.documents.customer import Customer
from counterfoil.documents.fault import fault_document
from counterfoil.documents.fields import wire_fields
from counterfoil.documents.order import Order
from counterfoil.documents.parse import parse, parse_list
from counterfoil.documents.payment import OrderPaymentInstrumentRequest
from counterfoil.documents.properties import RenderContext
from counterfoil.documents.render import render

pytestmark = pytest.mark.fast

many = settings(max_examples=examples(150), deadline=None, suppress_health_check=list(HealthCheck))
versions = st.sampled_from([V15_2, V23_1])
classes = st.sampled_from([Basket, Order, Customer, OrderPaymentInstrumentRequest])
NAMES = sorted({name for cls in (Basket, Order, OrderPaymentInstrumentRequest) for name, _ in wire_fields(cls, V23_1)})
names = st.one_of(st.sampled_from(NAMES), st.text(), CUSTOM_VALUES.map("c_{}".format))
scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.decimals(allow_nan=False), st.text())
structures = st.recursive(
    scalars, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4))
)
BASKET_JSON = json.encode(render(recorded_basket(), V23_1, RenderContext("https://example.com")))
BASKET_XML = xml.encode(render(recorded_basket(), V23_1, RenderContext("https://example.com")), Basket, V23_1)


def answer(read):
    """Run a reading; a fault must be one that can be written in both formats and all versions."""
    try:
        read()
    except faults.Fault as fault:
        for version in (V15_2, V23_1):
            plain = fault_document(fault, version)
            json.encode(plain)
            xml.encode_fault(plain, version)


@many
@given(structures, classes, versions)
def test_any_structure_is_read_or_refused(plain, cls, version):
    answer(lambda: parse(cls, plain, version))
    answer(lambda: parse(cls, plain, version, read_only=True))
    answer(lambda: parse_list(cls, plain, version, mandatory=False))


@many
@given(st.binary(max_size=200))
@example(b'{"a":1' * 200)
@example(b"\x00")
@example(b"<a>" * 2000)
@example(b"<a xmlns:xsi='x'/>")
@example(b"<basket xmlns='http://www.demandware.com/xml/shop/'/>")
def test_any_bytes_are_read_or_refused(body):
    answer(lambda: parse(Basket, json.decode(body), V23_1))
    answer(lambda: parse(Basket, xml.decode(body, Basket, V23_1), V23_1))
    answer(lambda: xml.decode_list(body, Basket, V23_1))


@many
@given(st.sampled_from([BASKET_JSON, BASKET_XML]), st.integers(0, 5000), st.binary(max_size=6), st.integers(0, 6))
def test_a_damaged_body_is_read_or_refused(body, place, patch, removed):
    place %= len(body)
    damaged = body[:place] + patch + body[place + removed :]
    if body is BASKET_JSON:
        answer(lambda: parse(Basket, json.decode(damaged), V23_1, read_only=True))
    else:
        answer(lambda: parse(Basket, xml.decode(damaged, Basket, V23_1), V23_1, read_only=True))


@many
@given(st.dictionaries(st.text(), structures, max_size=4))
@example({"_flash": "none", "_type": None, "shipments": {"a": 1}})
@example({"_flash": [1, {"details": [1]}], "product_items": [1, None, {"price_adjustments": 5}], "notes": [2]})
@example({"entry": {"a b": 1}, "": [], "product_items": [{"c_x": {"y": [{}]}}], "customer_info": {"email": [1]}})
def test_whatever_a_hook_adds_to_an_answer_is_well_formed_xml(added):
    plain = {**render(recorded_basket(), V23_1, RenderContext("https://example.com")), **added}
    body = xml.encode(plain, Basket, V23_1)
    answer(lambda: xml.decode(body, Basket, V23_1))
    if not added.keys() & set(NAMES):
        assert xml.decode(body, Basket, V23_1)["basket_id"] == recorded_basket().basket_id
