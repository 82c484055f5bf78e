"""Reading what was written gives the document back: in both formats, in old and new versions, and at rest."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents.samples import V15_2, V23_1, recorded_basket, recorded_flashes, seed_order
from tests.documents.strategies import documents
from tests.examples import examples

from counterfoil.documents import json, stored, xml
from counterfoil.documents.basket import Basket
from counterfoil.documents.customer import Customer
from counterfoil.documents.items import ProductItem
from counterfoil.documents.order import Order
from counterfoil.documents.parse import parse, parse_list
from counterfoil.documents.payment import OrderPaymentInstrumentRequest
from counterfoil.documents.product import Product
from counterfoil.documents.properties import RenderContext
from counterfoil.documents.render import render

pytestmark = pytest.mark.fast

CONTEXT = RenderContext("https://example.com/dw/shop")
CLASSES = [Basket, Order, Customer, OrderPaymentInstrumentRequest, Product]
few = settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))


def written(document, version):
    """The wire form, secrets included."""
    return render(document, version, CONTEXT, secrets=True)


@pytest.mark.parametrize("version", [V15_2, V23_1], ids=str)
@pytest.mark.parametrize("cls", CLASSES)
def test_parse_after_render_is_the_identity_in_json_and_xml(cls, version):
    @few
    @given(documents(cls, version))
    def check(document):
        plain = written(document, version)
        from_json = json.decode(json.encode(plain))
        from_xml = xml.decode(xml.encode(plain, cls, version), cls, version)
        assert from_json == plain
        assert parse(cls, from_json, version, read_only=True) == document
        assert parse(cls, from_xml, version, read_only=True) == parse(cls, from_json, version, read_only=True)

    check()


@pytest.mark.parametrize("cls", [Basket, Order, Customer])
def test_a_stored_document_is_read_back_as_it_was(cls):
    @few
    @given(documents(cls, V23_1))
    def check(document):
        assert stored.decode(cls, stored.encode(document)) == document

    check()


@few
@given(st.lists(documents(ProductItem, V23_1), max_size=3))
def test_an_array_of_items_survives_xml(items):
    body = xml.encode_list([written(item, V23_1) for item in items], ProductItem, V23_1)
    assert parse_list(ProductItem, xml.decode_list(body, ProductItem, V23_1), V23_1, read_only=True) == items


@pytest.mark.parametrize(("document", "version"), [(recorded_basket(), V23_1), (seed_order(), V15_2)])
def test_an_answer_can_be_sent_back_in_either_format(document, version):
    cls = type(document)
    plain = render(document, version, CONTEXT, state="0" * 64, flashes=recorded_flashes())
    from_json = parse(cls, json.decode(json.encode(plain)), version)
    assert parse(cls, xml.decode(xml.encode(plain, cls, version), cls, version), version) == from_json
