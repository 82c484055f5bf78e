"""The published client walks every sub-resource it knows, step by step through a checkout, as guest and as customer."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api import USER_GRANT, basic
from tests.clients.started import Started
from tests.nodejs import PACKAGES, run_node

from counterfoil.demo.accounts import ACCESS_KEY, AGENT, CLIENT_ID, CLIENT_PASSWORD

SCRIPT = Path(__file__).with_name("subresources.js")
LOGIN, PASSWORD = "x@gmail.com", "Earl-Grey-1"
REFUSED = {
    "postBasketsByIDCoupons": "InvalidCouponCodeException",
    "deleteBasketsByIDCouponsByID": "CouponItemNotFoundException",
    "postBasketsReference": "BasketNotFoundException",
    "postGiftCertificate": "GiftCertificateNotFoundException",
    "getPromotionsByID": "PromotionNotFoundException",
}
"""Calls whose point is the fault: the demo has nothing of that name."""
REGISTERED_ONLY = {
    "postCustomersByIDAddresses",
    "getCustomersByIDAddressesByID",
    "patchCustomersByIDAddressesByID",
    "deleteCustomersByIDAddressesByID",
    "postCustomersByIDPaymentInstruments",
    "getCustomersByIDPaymentInstrumentsByID",
    "deleteCustomersByIDPaymentInstrumentsByID",
    "putCustomersByIDPassword",
    "patchCustomersByID",
    "postCustomersByIDAuth",
    "postCustomersByIDPasswordReset",
}

Told = dict[str, Any]


def walked(server: Started, *credentials: str) -> Told:
    """What the client made of the server's answers, by the names of its methods."""
    with httpx.Client(base_url=server.origin, trust_env=False) as client:
        path = f"/dw/oauth2/access_token?client_id={CLIENT_ID}&grant_type={USER_GRANT}"
        headers = {"Authorization": basic(AGENT, ACCESS_KEY, CLIENT_PASSWORD)}
        token = client.post(path, headers=headers).json()["access_token"]
    done = run_node(SCRIPT, server.origin, token, *credentials, NODE_PATH=str(PACKAGES))
    assert done.returncode == 0, done.stderr
    told: Told = json.loads(done.stdout)
    return told


@pytest.fixture(scope="module")
def registered(server: Started) -> Told:
    return walked(server, LOGIN, PASSWORD)


@pytest.fixture(scope="module")
def guest(server: Started) -> Told:
    return walked(server)


def refused(told: Told) -> dict[str, str]:
    """The calls that ended with a fault."""
    answers = told["answers"].items()
    return {name: answer["fault"] for name, answer in answers if isinstance(answer, dict) and "fault" in answer}


def test_a_registered_customer_is_refused_nothing_that_is_there(registered: Told) -> None:
    assert refused(registered) == REFUSED


def test_a_guest_is_refused_what_needs_an_account(guest: Told) -> None:
    assert {name for name in refused(guest) if name not in REFUSED} == REGISTERED_ONLY


def test_no_call_that_the_client_knows_is_left_out(guest: Told, registered: Told) -> None:
    assert guest["missed"] == []
    assert registered["missed"] == ["postCustomers"]


def test_the_order_is_placed_by_its_payment_found_and_moved_on(guest: Told, registered: Told) -> None:
    for told in (guest, registered):
        answers = told["answers"]
        assert answers["patchOrdersByIDPaymentInstrumentsByID"]["status"] == "new"
        assert answers["patchOrdersByID"]["status"] == "open"
        (hit,) = answers["postOrderSearch"]["hits"]
        assert hit["data"]["order_no"] == told["order_no"]
        total = answers["postOrders"]["order_total"]
        assert total == answers["getBasketsByID"]["order_total"] == answers["getOrdersByID"]["order_total"]


def test_what_was_added_to_the_basket_is_there_and_what_was_removed_is_not(registered: Told) -> None:
    answers = registered["answers"]
    (item,) = answers["getBasketsByID"]["product_items"]
    assert (item["product_id"], item["quantity"]) == ("mug-01", 3)
    assert [shipment["shipment_id"] for shipment in answers["getBasketsByID"]["shipments"]] == ["me"]
    assert answers["postBasketsByIDGiftCertificateItems"]["gift_certificate_items"][0]["amount"] == 25
    assert "gift_certificate_items" not in answers["getBasketsByID"]


def test_no_card_number_comes_back(guest: Told, registered: Told) -> None:
    assert "4111111111111111" not in json.dumps([guest, registered])
