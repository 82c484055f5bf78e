"""What documents look like on the wire, compared with the 15.2 page and with recorded answers."""

import json as stdlib_json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from tests.documents.samples import V15_2, V23_1, recorded_basket, recorded_flashes, seed_order

from counterfoil.documents import json
from counterfoil.documents.address import OrderAddress
from counterfoil.documents.basket import Basket, CustomerInfo
from counterfoil.documents.items import ProductItem
from counterfoil.documents.order import Order, OrderResult
from counterfoil.documents.payment import OrderPaymentInstrument
from counterfoil.documents.pricing import PriceAdjustment
from counterfoil.documents.product import Product, Variant
from counterfoil.documents.properties import RenderContext
from counterfoil.documents.render import render
from counterfoil.documents.shipment import Shipment
from counterfoil.versions import parse_version

pytestmark = pytest.mark.fast

GOLDEN = Path(__file__).parent / "golden"
SEED_CONTEXT = RenderContext("https://example.com/dw/shop/v15_2")
CONTEXT = RenderContext("https://example.com/s/RefArch/dw/shop/v23_1")


def as_written(text):
    """Names in their order and numbers letter by letter."""
    return stdlib_json.loads(text, object_pairs_hook=list, parse_float=str, parse_int=lambda digits: f"int {digits}")


def test_the_order_of_the_15_2_page_is_reproduced_key_for_key_and_number_for_number():
    """Source: 15.2 Orders page, but links are built from the promotion id and the etag is our own."""
    body = json.encode(render(seed_order(), V15_2, SEED_CONTEXT)).decode()
    body = re.sub('"etag":"[0-9a-f]{64}"', '"etag":"<64 hex>"', body)
    assert as_written(body) == as_written((GOLDEN / "order-15.2.json").read_text())


def test_the_recorded_basket_is_reproduced_byte_for_byte():
    """Source: recorded new basket with one item, 21.3, ids replaced."""
    context = RenderContext("https://example.com/s/RefArch/dw/shop/v21_3")
    plain = render(recorded_basket(), parse_version("21.3"), context, state="0" * 64, flashes=recorded_flashes())
    assert json.encode(plain).decode() == (GOLDEN / "basket-21.3.json").read_text().replace("\n", "")


def test_the_list_of_the_15_2_page_has_its_keys_in_the_order_of_the_page():
    result = OrderResult(
        count=3,
        data=[seed_order()],
        from_="2014-06-05T00:00:00.000Z",
        next="https://example.com/next",
        previous="https://example.com/previous",
        start=5,
        status="created",
        total=21,
        until="2014-06-19T12:30:00.000Z",
    )
    plain = render(result, V15_2, SEED_CONTEXT)
    assert list(plain) == "_v count data from next previous start status total until".split()
    assert (plain["from"], plain["until"]) == ("2014-06-05T00:00Z", "2014-06-19T12:30Z")
    assert "_v" not in plain["data"][0]


@pytest.mark.parametrize(
    ("version", "names"),
    [
        ("15.2", ["_v"]),
        ("15.6", ["_v"]),
        ("16.1", ["_v", "_type", "_resource_state", "_flash"]),
        ("23.1", ["_v", "_type", "_resource_state", "_flash"]),
    ],
)
def test_type_state_and_flashes_are_written_from_16_1_on(version, names):
    plain = render(recorded_basket(), parse_version(version), CONTEXT, state="0" * 64, flashes=recorded_flashes())
    assert [name for name in plain if name.startswith("_")] == names
    assert ("_type" in plain["product_items"][0]) == ("_type" in names)


def test_a_basket_without_flashes_has_no_flash_key():
    assert "_flash" not in render(recorded_basket(), V23_1, CONTEXT, flashes=[])


@pytest.mark.parametrize(
    ("quantity", "in_15_2", "later"),
    [("2", b"2.00", b"2"), ("1.00", b"1.00", b"1"), ("0.5", b"0.50", b"0.5"), ("1.125", b"1.125", b"1.125")],
)
def test_a_quantity_has_two_decimals_in_15_2_and_is_an_integer_when_whole_later(quantity, in_15_2, later):
    item = ProductItem(quantity=Decimal(quantity))
    assert json.encode(render(item, V15_2, CONTEXT)["quantity"]) == in_15_2
    assert json.encode(render(item, V23_1, CONTEXT)["quantity"]) == later


@pytest.mark.parametrize(("rate", "written"), [("0.0500", b"0.05"), ("0", b"0.0"), ("0.16", b"0.16"), ("1", b"1.0")])
def test_a_rate_is_not_padded_but_has_a_decimal(rate, written):
    assert json.encode(render(ProductItem(tax_rate=Decimal(rate)), V23_1, CONTEXT)["tax_rate"]) == written


@pytest.mark.parametrize("price", ["32.00", "0.00", "5", "1.250"])
def test_money_is_written_with_the_digits_it_is_stored_with(price):
    assert json.encode(render(ProductItem(price=Decimal(price)), V23_1, CONTEXT)["price"]) == price.encode()


def test_instants_have_minutes_before_15_6_and_milliseconds_later():
    order = Order(creation_date="2014-06-15T04:02:33.123Z")
    assert render(order, V15_2, CONTEXT)["creation_date"] == "2014-06-15T04:02Z"
    assert render(order, parse_version("15.6"), CONTEXT)["creation_date"] == "2014-06-15T04:02:33.123Z"


def test_a_total_that_cannot_be_computed_is_null_later_and_left_out_in_15_2():
    assert render(Basket(), V23_1, CONTEXT)["order_total"] is None
    assert "order_total" not in render(Basket(), V15_2, CONTEXT)


def test_renamed_properties_have_their_old_name_before_15_6():
    shipment, instrument = Shipment(shipment_id="me"), OrderPaymentInstrument(payment_instrument_id="abc")
    assert render(shipment, V15_2, CONTEXT) == {"_v": "15.2", "id": "me"}
    assert render(shipment, parse_version("15.6"), CONTEXT)["shipment_id"] == "me"
    assert render(instrument, V15_2, CONTEXT)["uuid"] == "abc"
    assert "etag" not in render(instrument, V23_1, CONTEXT)


def test_the_etag_of_an_instrument_names_its_content():
    def etag(amount):
        instrument = OrderPaymentInstrument(payment_instrument_id="abc", amount=Decimal(amount))
        return render(instrument, V15_2, CONTEXT)["etag"]

    assert re.fullmatch("[0-9a-f]{64}", etag("1.00"))
    assert etag("1.00") == etag("1.00") != etag("2.00")


def test_properties_are_there_only_in_their_versions():
    order = Order(order_no="1", tax_rounded_at_group=False)
    assert "tax_rounded_at_group" not in render(order, parse_version("20.4"), CONTEXT)
    assert render(order, parse_version("23.2"), CONTEXT)["tax_rounded_at_group"] is False


def test_custom_attributes_come_last_sorted_and_without_the_empty_ones():
    basket = Basket(tax_total=Decimal("1.00"), custom={"c_z": Decimal("32.0"), "c_a": ["x"], "c_no": [], "c_b": False})
    plain = render(basket, V23_1, CONTEXT)
    assert list(plain)[-3:] == ["c_a", "c_b", "c_z"]
    assert json.encode(plain).endswith(b'"tax_total":1.00,"c_a":["x"],"c_b":false,"c_z":32.0}')


def test_a_price_adjustment_has_both_the_property_custom_and_custom_attributes():
    adjustment = PriceAdjustment(custom=True, custom_attributes={"c_campaign": "x"})
    assert render(adjustment, V23_1, CONTEXT) == {
        "_v": "23.1",
        "_type": "price_adjustment",
        "custom": True,
        "c_campaign": "x",
    }


def test_empty_lists_and_empty_nested_documents_are_left_out():
    basket = Basket(coupon_items=[], billing_address=OrderAddress(), customer_info=CustomerInfo(email=""))
    plain = render(basket, V23_1, CONTEXT)
    assert "coupon_items" not in plain
    assert "billing_address" not in plain
    assert plain["customer_info"] == {"_type": "customer_info", "email": ""}


def test_internal_properties_are_never_on_the_wire():
    basket = recorded_basket()
    instrument = OrderPaymentInstrument(authorized=True, transaction_id="secret-transaction", processor_id="BASIC")
    basket.payment_instruments = [instrument]
    for version in (V15_2, parse_version("16.1"), V23_1):
        body = json.encode(render(basket, version, CONTEXT))
        assert b"192.0.2.1" not in body
        assert b"transaction" not in body
        assert b"processor_id" not in body


def test_the_notes_link_copies_the_query_string_of_the_request():
    context = RenderContext("https://example.com/dw/shop/v23_1", "use_as_shipping=true")
    assert render(Order(order_no="00000101"), V23_1, context)["notes"] == {
        "_type": "simple_link",
        "link": "https://example.com/dw/shop/v23_1/orders/00000101/notes?use_as_shipping=true",
    }


def test_a_variant_links_to_its_product():
    product = Product(id="master", variants=[Variant(product_id="a/b", variation_values={"color": "red"})])
    (variant,) = render(product, V23_1, CONTEXT)["variants"]
    assert variant["link"] == "https://example.com/s/RefArch/dw/shop/v23_1/products/a%2Fb"
    assert variant["variation_values"] == {"color": "red"}


@pytest.mark.parametrize("version", [V15_2, V23_1], ids=str)
def test_the_first_version_that_names_types_is_the_contexts(version):
    basket = recorded_basket()
    usual = render(basket, version, RenderContext("https://example.com"))
    typed = render(basket, version, RenderContext("https://example.com", typed_since=V15_2))
    untyped = render(basket, version, RenderContext("https://example.com", typed_since=parse_version("24.1")))
    assert (usual["_type"] if version == V23_1 else "basket") == typed["_type"] == "basket"
    assert {"_type" in part for part in typed["shipments"]} == {True}
    assert not re.search(r"\b_type\b", json.encode(untyped).decode())
    assert usual == (typed if version == V23_1 else untyped)
