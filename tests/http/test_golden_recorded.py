"""What live servers were recorded to answer, request by request, for the same state: every property and figure."""

from typing import Any

import pytest
from tests.api import SHOP, V23, Api
from tests.http.conftest import Load
from tests.http.golden_file import play
from tests.http.recorded_shop import (
    BOOK,
    BRACELET,
    JACKET,
    LAMP,
    NO_IRON_SHIRT,
    SHIRT,
    method_without_tax_class,
    one_payment_method,
    products,
    shipping_methods,
    shipping_promotion,
    tax_rates,
    without_promotions,
)

from counterfoil.commerce.order_status import place
from counterfoil.documents.order import Order

SECOND = "c1dc9d5963c9c8adb3bb0b5e59"
ADDRESS = {"first_name": "Jeff", "last_name": "Lebowski", "phone": "310 555 0142", "country_code": "us"}


def answered(api: Api, method: str, path: str, body: Any, token: str) -> Any:
    answer = api.call(method, f"{SHOP}/{path}", body, token=token)
    assert answer.status == 200, answer
    return answer.json


@pytest.fixture
def token(api: Api) -> str:
    """The token of a guest."""
    return api.customer()


def test_a_new_basket_of_21_3(api: Api, load: Load, token: str) -> None:
    load(products(SHIRT))
    made = play(api, "v21_3/POST_baskets/one_item.json.http", token=token)
    refused = play(api, "v21_3/POST_baskets/second_basket.json.http", token=token)
    assert refused.arguments["basketIds"] == made.json["basket_id"]
    assert f"({made.json['basket_id']})" in refused.json["fault"]["message"]


def test_an_empty_basket_of_21_3(api: Api, token: str) -> None:
    play(api, "v21_3/POST_baskets/empty.json.http", token=token)


def test_a_shipping_method_that_a_promotion_makes_free_in_21_3(api: Api, load: Load, token: str) -> None:
    free = shipping_promotion(
        "FreeShippingRecorded", "Free Shipping", "Free shipping on shirts", "001", "<threshold>0</threshold><free/>"
    )
    load(products(SHIRT) | shipping_methods(m001="15.99") | free)
    items = {"product_items": [{"product_id": SHIRT.product_id, "quantity": 1}]}
    basket_id = answered(api, "POST", "v21_3/baskets", items, token)["basket_id"]
    name = "v21_3/PUT_baskets_id_shipments_id_shipping_method/free_shipping.json.http"
    play(api, name, token=token, basket_id=basket_id)


def test_the_shipping_methods_of_21_3(api: Api, load: Load, token: str) -> None:
    load(without_promotions() | shipping_methods(m001="15.99", m002="20.99", m003="29.99", m005="0.00"))
    basket_id = answered(api, "POST", "v21_3/baskets", None, token)["basket_id"]
    name = "v21_3/GET_baskets_id_shipments_id_shipping_methods/demonstration_site.json.http"
    play(api, name, token=token, basket_id=basket_id)


def test_the_payment_methods_of_21_3(api: Api, load: Load, token: str) -> None:
    load(one_payment_method())
    basket_id = answered(api, "POST", "v21_3/baskets", None, token)["basket_id"]
    play(api, "v21_3/GET_baskets_id_payment_methods/credit_card.json.http", token=token, basket_id=basket_id)


def test_the_checkout_of_17_4(api: Api, load: Load, token: str) -> None:
    """The recorded steps, in their order."""
    load(products(JACKET) | tax_rates("0.06") | method_without_tax_class())
    basket_id = answered(api, "POST", "v17_4/baskets", None, token)["basket_id"]
    basket = f"v17_4/baskets/{basket_id}"
    address = ADDRESS | {
        "address1": "1600 Elm Street",
        "city": "Washington",
        "full_name": "Jeff Lebowski",
        "postal_code": "20050",
        "state_code": "DC",
    }
    answered(api, "POST", f"{basket}/items", [{"product_id": JACKET.product_id, "quantity": 1}], token)
    answered(api, "PUT", f"{basket}/shipments/me/shipping_address?use_as_billing=true", address, token)
    answered(api, "PUT", f"{basket}/shipments/me/shipping_method", {"id": "standardshipping"}, token)
    name = "v17_4/POST_baskets_id_payment_instruments/checkout.json.http"
    made = play(api, name, token=token, basket_id=basket_id)
    order = answered(api, "POST", "v17_4/orders", made.json, token)
    (instrument,) = order["payment_instruments"]
    card = {"card_type": "Visa", "expiration_month": 12, "expiration_year": 2030, "holder": "Jeff Lebowski"}
    secret = {"number": "4111111111111111", "security_code": "111"}
    path = f"v17_4/orders/{order['order_no']}/payment_instruments/{instrument['payment_instrument_id']}"
    body = {"payment_card": card | secret, "payment_method_id": "CREDIT_CARD"}
    assert answered(api, "PATCH", path, body, token)["status"] == "new"


def confirm(order: Order) -> None:
    """Place and confirm an order, as the customization of the recorded shop did."""
    order.payment_instruments = order.payment_instruments or []
    place(order)
    order.confirmation_status = "confirmed"


def test_an_order_of_17_3(api: Api, load: Load) -> None:
    quarter = shipping_promotion(
        "mobile-first-shipping",
        "Shipping Level Test",
        "Spend $100 and get 25% off shipping",
        "002",
        "<threshold>100</threshold><percentage>25</percentage>",
    )
    load(products(NO_IRON_SHIRT, BRACELET) | shipping_methods(m001="5.99", m002="9.99") | quarter)
    token = api.customer("credentials", "ada@example.com", "Assam-tea-2")
    home = ADDRESS | {"address1": "28 Quarry Lane", "city": "Harvard", "postal_code": "01451", "state_code": "MI"}
    work = ADDRESS | {"address1": "5 Wall Street", "address2": "5th Floor", "city": "Burlington"}
    work |= {"postal_code": "01803", "state_code": "MI"}
    billing = ADDRESS | {"address1": "123 Elk Street", "city": "Boxboro", "postal_code": "01719", "state_code": "AZ"}
    basket = {
        "customer_info": {"email": "ada@example.com"},
        "billing_address": billing,
        "shipments": [
            {"shipment_id": "me", "shipping_address": home, "shipping_method": {"id": "002"}},
            {"shipment_id": SECOND, "shipping_address": work, "shipping_method": {"id": "001"}},
        ],
        "product_items": [
            {"product_id": NO_IRON_SHIRT.product_id, "quantity": 1, "shipment_id": SECOND},
            {"product_id": BRACELET.product_id, "quantity": 1, "shipment_id": "me"},
        ],
    }
    made = answered(api, "POST", "v17_3/baskets", basket, token)
    card = {"card_type": "Visa", "expiration_month": 2, "expiration_year": 2038, "holder": "Jeff Lebowski"}
    instrument = {"payment_method_id": "CREDIT_CARD", "amount": 104.97}
    instrument["payment_card"] = card | {"number": "4111111111111111"}
    answered(api, "POST", f"v17_3/baskets/{made['basket_id']}/payment_instruments", instrument, token)
    api.application.server.hooks.register("dw.ocapi.shop.order.afterPOST", confirm)
    order = answered(api, "POST", "v17_3/orders", {"basket_id": made["basket_id"]}, token)
    play(api, "v17_3/GET_orders_order_no/two_shipments.json.http", token=token, order_no=order["order_no"])


def test_a_complete_basket_of_23_1(api: Api, load: Load) -> None:
    load(products(BOOK, LAMP) | tax_rates("0.16"))
    token = api.customer("credentials", "ada@example.com", "Assam-tea-2")
    items = [{"product_id": each.product_id, "quantity": 1} for each in (BOOK, LAMP)]
    basket = answered(api, "POST", "v23_1/baskets", {"product_items": items, "c_totalWeight": 32.0}, token)
    values = {"token": token, "basket_id": basket["basket_id"]}
    play(api, "v23_1/PUT_baskets_id_billing_address/use_as_shipping.json.http", **values)
    play(api, "v23_1/POST_baskets_id_payment_instruments/card_without_number.json.http", **values)
    assert V23.endswith("v23_1")
