"""Card numbers, security codes and passwords are never shown, stored or echoed."""

import pytest
from tests.documents.samples import V15_2, V23_1

from counterfoil import faults
from counterfoil.documents import json, stored, xml
from counterfoil.documents.basket import Basket
from counterfoil.documents.customer import CustomerRegistration
from counterfoil.documents.fault import fault_document
from counterfoil.documents.order import Order
from counterfoil.documents.parse import parse
from counterfoil.documents.payment import OrderPaymentCardRequest, OrderPaymentInstrumentRequest
from counterfoil.documents.properties import RenderContext
from counterfoil.documents.redact import redact
from counterfoil.documents.render import render

pytestmark = pytest.mark.fast

NUMBER = "4111111111111111"
CONTEXT = RenderContext("https://example.com")


def request():
    return OrderPaymentInstrumentRequest(
        payment_method_id="CREDIT_CARD",
        gift_certificate_code="GC-4242",
        payment_card=OrderPaymentCardRequest(card_type="Visa", number=NUMBER, security_code="987"),
    )


@pytest.mark.parametrize("version", [V15_2, V23_1])
def test_a_rendered_request_shows_its_secrets_to_payment_hooks_only(version):
    shown = json.encode(render(request(), version, CONTEXT)).decode()
    assert NUMBER not in shown
    assert "987" not in shown
    assert "4242" not in shown
    assert render(request(), version, CONTEXT, secrets=True)["payment_card"]["number"] == NUMBER


def test_the_text_of_a_request_document_shows_no_secret():
    text = f"{request()!r} {request()!s} {CustomerRegistration(password='pass-canary')!r}"
    assert "Visa" in text
    assert NUMBER not in text
    assert "987" not in text
    assert "canary" not in text


def test_a_document_with_secrets_cannot_be_stored():
    with pytest.raises(TypeError, match="never stored"):
        stored.encode(request())


@pytest.mark.parametrize(
    ("cls", "plain"),
    [
        (OrderPaymentInstrumentRequest, {"payment_card": {"number": [{"a": int(NUMBER)}]}}),
        (OrderPaymentInstrumentRequest, {"payment_card": {"number": NUMBER * 251}}),
        (OrderPaymentInstrumentRequest, {"payment_card": {"security_code": NUMBER}}),
        (OrderPaymentInstrumentRequest, {"payment_card": NUMBER}),
        (OrderPaymentInstrumentRequest, {NUMBER: 1}),
        (OrderPaymentInstrumentRequest, {"payment_card": {"4111-1111 1111-1111": 1}}),
        (OrderPaymentInstrumentRequest, {"c_card": {NUMBER: NUMBER}}),
        (OrderPaymentInstrumentRequest, {"_v": NUMBER}),
        (Order, {"status": f"pay {NUMBER}"}),
        (Order, {"status": "x" * 250 + NUMBER}),
        (Basket, {"shipments": [{"c_" + NUMBER: {"a": NUMBER}}]}),
    ],
)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_no_fault_repeats_a_card_number(cls, plain, form):
    with pytest.raises(faults.Fault) as raised:
        if form == "xml":
            plain = xml.decode(xml.encode(plain, cls, V23_1), cls, V23_1)
        parse(cls, plain, V23_1)
    body = json.encode(fault_document(raised.value, V23_1)).decode()
    assert "4111" not in body.replace("-", "").replace(" ", "").replace("NUMBER", "")


def test_a_body_that_cannot_be_read_is_not_repeated():
    body = b'{"payment_card": {"number": "' + NUMBER.encode() + b'", "security_code": 0987}}'
    with pytest.raises(faults.Fault) as raised:
        json.decode(body)
    assert NUMBER not in str(raised.value.arguments)
    assert "line 1, column 67" in raised.value.arguments["body"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("order 4111111111111111 paid", "order **************** paid"),
        ("4111 1111 1111 1111", "*******************"),
        ("4111-1111-1111-1111.", "*******************."),
        ("94111111111111111", "*****************"),
        ("00005601", "00005601"),
        ("4111111111111", "4111111111111"),
        ("plain text", "plain text"),
    ],
)
def test_runs_of_digits_that_pass_the_card_check_are_starred(text, shown):
    assert redact(text) == shown


def test_echoed_text_is_short():
    assert len(redact("x" * 10_000)) == 256
