"""What request documents are accepted, what they become, and which fault names what is wrong."""

from decimal import Decimal

import pytest
from tests.documents.samples import V15_2, V23_1

from counterfoil import faults
from counterfoil.documents.address import OrderAddress
from counterfoil.documents.basket import Basket, BasketReference, CustomerInfo
from counterfoil.documents.customer import Customer, CustomerAddress
from counterfoil.documents.items import ProductItem
from counterfoil.documents.order import Order
from counterfoil.documents.parse import parse, parse_list, parse_present
from counterfoil.documents.payment import OrderPaymentCardRequest, OrderPaymentInstrumentRequest
from counterfoil.documents.pricing import PriceAdjustmentRequest
from counterfoil.documents.shipment import Shipment

pytestmark = pytest.mark.fast


def fault_of(cls, plain, version=V23_1, **choices):
    """Type name and wire arguments of the fault a document is answered with."""
    with pytest.raises(faults.Fault) as raised:
        parse(cls, plain, version, **choices)
    return raised.value.row(version).type, raised.value.wire_arguments()


def test_the_basket_of_the_agent_article_is_read():
    basket = parse(Basket, {"customer_info": {"email": "x@gmail.com", "customer_no": "000000001"}}, V23_1)
    assert basket == Basket(customer_info=CustomerInfo(email="x@gmail.com", customer_no="000000001"))


def test_the_request_of_the_15_2_sample_is_read():
    plain = {
        "payment_method_id": "CREDIT_CARD.Visa",
        "amount": Decimal("500.00"),
        "payment_card": {"card_type": "Visa", "expiration_month": 12, "number": "4111111111111111"},
    }
    request = parse(OrderPaymentInstrumentRequest, plain, V15_2)
    assert request.payment_card.number == "4111111111111111"
    assert request.amount == Decimal("500.00")


def test_an_unknown_property_is_named_with_the_type_of_its_document():
    assert fault_of(Basket, {"customer_info": {"login": "x"}}) == (
        "UnknownPropertyException",
        {"property": "login", "document": "customer_info"},
    )


def test_a_property_of_a_later_version_is_unknown_before():
    assert fault_of(Shipment, {"shipment_id": "me"}, V15_2)[0] == "UnknownPropertyException"
    assert parse(Shipment, {"id": "me"}, V15_2) == Shipment(shipment_id="me")
    assert fault_of(Shipment, {"id": "me"}, V23_1)[0] == "UnknownPropertyException"


@pytest.mark.parametrize(
    ("plain", "path", "expected", "actual"),
    [
        ({"product_items": [{"quantity": 1}, {"quantity": "2"}]}, "$.product_items[1].quantity", "decimal", "string"),
        ({"product_items": {}}, "$.product_items", "array", "object"),
        ({"product_items": [[]]}, "$.product_items[0]", "product_item", "array"),
        ({"billing_address": "here"}, "$.billing_address", "order_address", "string"),
        ({"billing_address": {"city": 5}}, "$.billing_address.city", "string", "integer"),
        ({"currency": True}, "$.currency", "string", "boolean"),
        ({"shipments": [None]}, "$.shipments[0]", "shipment", "null"),
        ({"_v": 23.1}, "$._v", "string", "decimal"),
        ([], "$", "basket", "array"),
        (None, "$", "basket", "null"),
    ],
)
def test_a_value_of_the_wrong_type_is_named_by_its_path(plain, path, expected, actual):
    assert fault_of(Basket, plain, mandatory=False) == (
        "TypeDecodingException",
        {"path": path, "expectedTypes": expected, "actualType": actual},
    )


@pytest.mark.parametrize(
    ("cls", "plain", "document", "path"),
    [
        (BasketReference, {"basket_id": "b", "customer_id": "c" * 101}, "basket_reference", "$.customer_id"),
        (BasketReference, {"basket_id": "b"}, "basket_reference", "$.customer_id"),
        (BasketReference, {"basket_id": None, "customer_id": "c"}, "basket_reference", "$.basket_id"),
        (ProductItem, {"quantity": 1000}, "product_item", "$.quantity"),
        (ProductItem, {"quantity": Decimal("-0.01")}, "product_item", "$.quantity"),
        (CustomerInfo, {"email": "nobody"}, "customer_info", "$.email"),
        (CustomerAddress, {"country_code": "USA"}, "customer_address", "$.country_code"),
        (OrderAddress, {"city": "a\0b"}, "order_address", "$.city"),
        (Basket, {"shipments": [{"shipping_method": {}}]}, "shipping_method", "$.shipments[0].shipping_method.id"),
        (OrderPaymentCardRequest, {"security_code": "12345"}, "order_payment_card_request", "$.security_code"),
        (OrderPaymentCardRequest, {"valid_from_month": 13}, "order_payment_card_request", "$.valid_from_month"),
        (OrderPaymentCardRequest, {"expiration_year": 2**31}, "order_payment_card_request", "$.expiration_year"),
    ],
)
def test_a_broken_constraint_is_named_by_document_and_path(cls, plain, document, path):
    assert fault_of(cls, plain) == ("PropertyConstraintViolationException", {"document": document, "path": path})


def test_a_value_outside_an_enumeration_is_named_with_it():
    assert fault_of(Order, {"status": "placed"}) == (
        "EnumConstraintViolationException",
        {"document": "order", "enumValue": "placed"},
    )
    assert fault_of(Customer, {"gender": 3})[0] == "EnumConstraintViolationException"
    assert parse(Customer, {"gender": 2}, V23_1).gender == 2


def test_the_version_in_the_document_must_be_that_of_the_url():
    assert fault_of(Basket, {"_v": "22.4"}) == ("UnexpectedVersionException", {"version": "22.4"})
    assert parse(Basket, {"_v": "23.1"}, V23_1) == Basket()


def test_a_whole_basket_may_be_sent_back():
    """What the server sets is ignored, whatever it holds; so is the envelope."""
    plain = {
        "_v": "23.1",
        "_type": "basket",
        "_resource_state": "0" * 64,
        "_flash": [{"type": "BillingAddressRequired"}],
        "order_total": None,
        "creation_date": "yesterday",
        "notes": {"_type": "simple_link", "link": "https://example.com"},
        "product_items": [{"_type": "product_item", "product_id": "a", "quantity": 1, "price": "much"}],
    }
    assert parse(Basket, plain, V23_1) == Basket(product_items=[ProductItem(product_id="a", quantity=Decimal(1))])


def test_what_the_server_sets_is_kept_for_documents_of_the_server():
    assert parse(Order, {"order_no": "1"}, V23_1, read_only=True) == Order(order_no="1")


def test_the_present_properties_are_told_null_included():
    plain = {"_v": "23.1", "currency": None, "source_code": "x", "basket_id": "b", "c_a": None, "c_b": 1}
    basket, present = parse_present(Basket, plain, V23_1)
    assert present == {"currency", "source_code", "c_a", "c_b"}
    assert basket == Basket(source_code="x", custom={"c_b": 1})


def test_a_resource_may_look_for_mandatory_properties_itself():
    assert parse(ProductItem, {"product_id": "a"}, V23_1, mandatory=False) == ProductItem(product_id="a")
    assert fault_of(ProductItem, {"product_id": "a"})[0] == "PropertyConstraintViolationException"


def test_an_array_of_items_is_read_and_its_paths_begin_with_the_index():
    assert parse_list(ProductItem, [{"quantity": 1}, {"quantity": Decimal("2.5")}], V23_1) == [
        ProductItem(quantity=Decimal(1)),
        ProductItem(quantity=Decimal("2.5")),
    ]
    with pytest.raises(faults.Fault) as raised:
        parse_list(ProductItem, [{"quantity": 1}, {"quantity": True}], V23_1)
    assert raised.value.arguments["path"] == "$[1].quantity"


@pytest.mark.parametrize("value", ["text", 5, Decimal("32.0"), True, ["a", "b"], [1, 2]])
def test_a_custom_attribute_is_a_scalar_or_a_list_of_scalars(value):
    assert parse(Basket, {"c_attribute": value}, V23_1).custom == {"c_attribute": value}


@pytest.mark.parametrize("value", [{"a": 1}, [{"a": 1}], [[1]], [None], "a\0b"])
def test_any_other_value_of_a_custom_attribute_is_refused(value):
    assert fault_of(Basket, {"c_attribute": value}) == ("InvalidCustomPropertyException", {})


def test_custom_attributes_are_unknown_where_a_document_has_none():
    assert fault_of(OrderPaymentCardRequest, {"c_a": 1})[0] == "UnknownPropertyException"
    assert fault_of(Basket, {"c_": 1})[0] == "UnknownPropertyException"
    assert fault_of(PriceAdjustmentRequest, {"c_a b": 1})[0] == "UnknownPropertyException"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2014-06-15T04:02Z", "2014-06-15T04:02:00.000Z"),
        ("2014-06-15T04:02:33Z", "2014-06-15T04:02:33.000Z"),
        ("2014-06-15T04:02:33.12Z", "2014-06-15T04:02:33.120Z"),
        ("2014-06-15T04:02:33.123456Z", "2014-06-15T04:02:33.123Z"),
        ("2014-06-15T01:02+02:00", "2014-06-14T23:02:00.000Z"),
        ("2014-06-15T23:02:33.5-0130", "2014-06-16T00:32:33.500Z"),
    ],
)
def test_an_instant_is_normalised(text, stored):
    assert parse(Order, {"creation_date": text}, V23_1, read_only=True).creation_date == stored


@pytest.mark.parametrize(
    "text", ["2014-06-15", "2014-02-30T00:00Z", "2014-06-15T04:02", "0001-01-01T00:00+10:00", "2014-06-15T24:00Z", ""]
)
def test_what_is_no_instant_is_of_the_wrong_type(text):
    assert fault_of(Order, {"creation_date": text}, read_only=True)[1]["expectedTypes"] == "datetime"


def test_a_date_must_be_one():
    assert parse(Customer, {"birthday": "1980-02-29"}, V23_1).birthday == "1980-02-29"
    for text in ("1981-02-29", "19800229", "1980-W01-1"):
        assert fault_of(Customer, {"birthday": text})[1]["path"] == "$.birthday"


def test_a_whole_decimal_is_an_integer():
    assert parse(OrderPaymentCardRequest, {"expiration_month": Decimal("12.0")}, V23_1).expiration_month == 12
    assert fault_of(OrderPaymentCardRequest, {"expiration_month": Decimal("12.5")})[0] == "TypeDecodingException"
