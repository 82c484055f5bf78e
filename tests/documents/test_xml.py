"""The XML mapping, element by element, and the bodies that are refused."""

import re
from decimal import Decimal

import pytest
from tests.documents.samples import V15_2, V23_1

from counterfoil import faults
from counterfoil.documents import xml
from counterfoil.documents.basket import Basket, CustomerInfo
from counterfoil.documents.fault import fault_document
from counterfoil.documents.items import ProductItem
from counterfoil.documents.order import Order
from counterfoil.documents.parse import parse
from counterfoil.documents.payment import PaymentCardSpec
from counterfoil.documents.product import Product
from counterfoil.documents.properties import RenderContext
from counterfoil.documents.render import render
from counterfoil.documents.shipment import Shipment

pytestmark = pytest.mark.fast

CONTEXT = RenderContext("https://example.com")


def content(document, version=V23_1):
    """What is inside the root element of a rendered document."""
    text = xml.encode(render(document, version, CONTEXT), type(document), version).decode()
    return re.fullmatch(r"<\?xml[^>]*\?>\n<(\w+)[^>]*>(.*)</\1>", text, re.DOTALL)[2]


def read(inner, cls=Basket, version=V23_1):
    """Read a document by what is inside its root element."""
    name = re.sub("(?<!^)([A-Z])", r"_\1", cls.__name__).lower()
    body = f'<{name} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{inner}</{name}>'
    return parse(cls, xml.decode(body.encode(), cls, version), version, mandatory=False, read_only=True)


def reason(body, cls=Basket):
    """Why a body is refused."""
    with pytest.raises(faults.Fault) as raised:
        xml.decode(body, cls, V23_1)
    assert raised.value.kind is faults.BODY_DECODING
    return raised.value.arguments["body"]


def test_the_root_is_named_after_the_document_in_the_namespace_of_the_version():
    body = xml.encode(render(Order(order_no="1"), V15_2, CONTEXT), Order, V15_2)
    assert body.startswith(
        b'<?xml version="1.0" encoding="UTF-8"?>\n<order xmlns="http://www.demandware.com/xml/shop/15.2"'
    )
    assert body.endswith(b"<_v>15.2</_v><order_no>1</order_no></order>")


def test_documents_arrays_and_numbers_are_elements():
    item = ProductItem(product_id="a", quantity=Decimal(2), price=Decimal("9.90"))
    assert "<product_items><product_item><product_id>a</product_id><quantity>2.00</quantity><price>9.90</price>" in (
        content(Basket(product_items=[item]), V15_2)
    )


def test_what_is_null_in_json_is_nil_in_xml():
    assert '<order_total xsi:nil="true"/>' in content(Basket())


def test_arrays_of_scalars_repeat_value_and_maps_repeat_entry():
    assert "<number_lengths><value>13</value><value>16</value></number_lengths>" in content(
        PaymentCardSpec(number_lengths=["13", "16"])
    )
    assert '<prices><entry key="list &amp; sale">1.50</entry></prices>' in content(
        Product(id="p", prices={"list & sale": Decimal("1.50")})
    )


def test_custom_values_carry_their_type_unless_they_are_strings():
    custom = {"c_a": "1", "c_b": True, "c_c": Decimal("32.0"), "c_d": 5, "c_e": ["x", 1]}
    assert content(Basket(custom=custom)).endswith(
        '<c_a>1</c_a><c_b xsi:type="xs:boolean">true</c_b><c_c xsi:type="xs:decimal">32.0</c_c>'
        '<c_d xsi:type="xs:integer">5</c_d><c_e><value>x</value><value xsi:type="xs:integer">1</value></c_e>'
    )


def test_a_name_that_xml_cannot_hold_becomes_an_entry():
    assert '<entry key="c_a b">x</entry>' in content(Basket(custom={"c_a b": "x"}))
    written = content(Basket(custom={"c_<&>'\"\t\n\r\x01": "x"}))
    assert '<entry key="c_&lt;&amp;&gt;\'&quot;&#9;&#10;&#13;\ufffd">x</entry>' in written


def test_characters_that_xml_cannot_hold_are_replaced_and_line_ends_survive():
    written = content(Basket(source_code="a\x01\ufffe\ud800<&>\r\n"))
    assert "<source_code>a\ufffd\ufffd\ufffd&lt;&amp;&gt;&#13;\n</source_code>" in written
    assert read("<source_code>a&#13;\n</source_code>").source_code == "a\r\n"


def test_a_fault_is_wrapped_in_a_document_with_type_and_message_first():
    fault = faults.CUSTOMER_BASKETS_QUOTA_EXCEEDED(basket_ids=["a", "b"])
    text = xml.encode_fault(fault_document(fault, V23_1), V23_1).decode()
    assert "<_v>23.1</_v><fault><type>CustomerBasketsQuotaExceededException</type><message>" in text
    assert text.endswith(
        '</message><arguments><entry key="basketIds"><value>a</value><value>b</value></entry></arguments>'
        "</fault></document>"
    )


@pytest.mark.parametrize(
    ("inner", "basket"),
    [
        ("", Basket()),
        ("<_v>23.1</_v><_type>basket</_type><_resource_state>x</_resource_state>", Basket()),
        ("<currency/>", Basket(currency="")),
        ('<currency xsi:nil="true"/>', Basket()),
        ("<agent_basket> true </agent_basket>", Basket(agent_basket=True)),
        ("<order_total/><billing_address/><shipments/>", Basket()),
        ("<shipments>\n <shipment/>\n</shipments>", Basket(shipments=[Shipment()])),
        ("<!-- a comment --><currency><![CDATA[U]]>SD</currency>", Basket(currency="USD")),
        ("<c_a>x</c_a><c_a>y</c_a>", Basket(custom={"c_a": ["x", "y"]})),
        ('<customer_info _type="customer_info"><email>a@b.de</email></customer_info>', None),
    ],
)
def test_what_clients_may_write(inner, basket):
    assert read(inner) == (basket or Basket(customer_info=CustomerInfo(email="a@b.de")))


def test_arrays_of_scalars_may_also_repeat_their_element():
    inner = "<number_lengths>13</number_lengths><number_lengths>16</number_lengths>"
    assert read(inner, PaymentCardSpec).number_lengths == ["13", "16"]


@pytest.mark.parametrize("form", ['<basket _v="22.4"/>', '<basket xmlns="http://www.demandware.com/xml/shop/22.4"/>'])
def test_the_version_of_the_document_must_be_that_of_the_url(form):
    with pytest.raises(faults.Fault) as raised:
        parse(Basket, xml.decode(form.encode(), Basket, V23_1), V23_1)
    assert raised.value.kind is faults.UNEXPECTED_VERSION


@pytest.mark.parametrize(
    ("inner", "kind", "arguments"),
    [
        ("<login>x</login>", faults.UNKNOWN_PROPERTY, {"property": "login", "document": "basket"}),
        ("<shipments><item/></shipments>", faults.UNKNOWN_PROPERTY, {"property": "item", "document": "shipment"}),
        ("<customer_info>x</customer_info>", faults.TYPE_DECODING, {"path": "$.customer_info"}),
        ("<shipments>x</shipments>", faults.TYPE_DECODING, {"path": "$.shipments"}),
        ("<currency><a/></currency>", faults.TYPE_DECODING, {"path": "$.currency"}),
        ("<agent_basket>yes</agent_basket>", faults.TYPE_DECODING, {"path": "$.agent_basket"}),
        ("<order_total>1e5</order_total>", faults.TYPE_DECODING, {"path": "$.order_total"}),
        ("<order_total>NaN</order_total>", faults.TYPE_DECODING, {"path": "$.order_total"}),
        (f"<order_total>{'1' * 31}</order_total>", faults.TYPE_DECODING, {"path": "$.order_total"}),
        ("<c_a><b>1</b></c_a>", faults.INVALID_CUSTOM_PROPERTY, {}),
    ],
)
def test_what_does_not_fit_is_the_same_fault_as_in_json(inner, kind, arguments):
    with pytest.raises(faults.Fault) as raised:
        read(inner)
    assert raised.value.kind is kind
    assert arguments.items() <= raised.value.arguments.items()


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE basket [<!ENTITY a "aaaa">]><basket>&a;</basket>',
        b'<!DOCTYPE basket SYSTEM "file:///etc/passwd"><basket/>',
        b'<?xml version="1.0"?>\n<!DOCTYPE basket>\n<basket/>',
    ],
)
def test_a_document_type_is_refused_before_any_entity_is_read(body):
    assert reason(body) == "a document type declaration is not allowed"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<basket>", "no element found"),
        (b"<basket>&amp</basket>", "not well-formed"),
        (b"<basket>&nbsp;</basket>", "undefined entity"),
        (b"<basket>\xff</basket>", "not well-formed"),
        (b"<order/>", "the root element is not basket"),
        (b"<basket>text<currency/></basket>", "text between elements"),
        (b"<basket><currency/><currency/></basket>", "twice"),
        (b"<a>" * 65 + b"</a>" * 65, "deeper"),
        (b"<basket>" + b"<a/>" * 100_001 + b"</basket>", "too many"),
        (b'<basket xsi:nil="true"/>', "unbound prefix"),
    ],
)
def test_a_body_that_cannot_be_read_says_why(body, why):
    assert why in reason(body)


def test_an_empty_body_is_nothing():
    assert xml.decode(b" \n", Basket, V23_1) is None
    assert xml.decode_list(b"", Basket, V23_1) is None
