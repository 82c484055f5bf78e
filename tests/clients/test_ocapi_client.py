"""A published client, commercecloud-ocapi-client for JavaScript, checks out as a guest and as a registered customer."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.clients.started import Started
from tests.nodejs import PACKAGES, run_node

SCRIPT = Path(__file__).with_name("checkout.js")
LOGIN, PASSWORD, CUSTOMER_NO = "x@gmail.com", "Earl-Grey-1", "000000001"

Seen = dict[str, Any]


def checkout(server: Started, *credentials: str) -> Seen:
    """What the client made of the server's answers, by the names that the script gives them."""
    done = run_node(SCRIPT, server.origin, *credentials, NODE_PATH=str(PACKAGES))
    assert done.returncode == 0, done.stderr
    seen: Seen = json.loads(done.stdout)
    return seen


@pytest.fixture(scope="module")
def guest(server: Started) -> Seen:
    """The checkout of a guest."""
    return checkout(server)


@pytest.fixture(scope="module")
def registered(server: Started) -> Seen:
    """The checkout of a registered customer."""
    return checkout(server, LOGIN, PASSWORD)


@pytest.fixture(params=["guest", "registered"])
def seen(request: pytest.FixtureRequest, guest: Seen, registered: Seen) -> Seen:
    """The checkout of each kind of customer in turn."""
    return guest if request.param == "guest" else registered


def test_the_client_takes_the_token_from_the_answer_and_is_the_customer_from_then_on(guest: Seen) -> None:
    assert guest["withoutToken"]["type"] == "AuthorizationHeaderMissingException"
    assert guest["customer"]["auth_type"] == "guest"
    assert guest["basket"]["customer_info"]["customer_id"] == guest["customer"]["customer_id"]


def test_the_client_signs_a_registered_customer_on(registered: Seen) -> None:
    assert registered["customer"]["auth_type"] == "registered"
    assert registered["customer"]["customer_no"] == CUSTOMER_NO
    info = registered["orderRead"]["customer_info"]
    assert (info["customer_no"], info["email"]) == (CUSTOMER_NO, LOGIN)


def test_the_client_turns_its_token_into_a_session_and_back(seen: Seen) -> None:
    assert seen["bySession"]["customer_id"] == seen["customer"]["customer_id"]
    assert seen["orderRead"]["customer_info"]["customer_id"] == seen["customer"]["customer_id"]


def test_the_client_reads_a_product_and_several(seen: Seen) -> None:
    assert seen["product"]["name"] == "Stoneware Mug"
    assert seen["product"]["price"] == 14
    assert seen["product"]["inventory"]["orderable"] is True
    assert [product["id"] for product in seen["products"]["data"]] == ["mug-01", "tea-01"]


def test_the_client_creates_a_basket_without_a_body(seen: Seen) -> None:
    assert seen["emptyBasket"]["basket_id"]
    assert "product_items" not in seen["emptyBasket"]


def test_the_client_finds_the_open_basket_in_the_quota_fault(seen: Seen) -> None:
    fault = seen["secondBasket"]
    assert fault["type"] == "CustomerBasketsQuotaExceededException"
    assert fault["named"]["basketIds"] == seen["emptyBasket"]["basket_id"]
    assert seen["emptyBasket"]["basket_id"] in fault["message"]


def test_the_client_deletes_a_basket_and_gets_no_document(seen: Seen) -> None:
    assert seen["deleted"] is None


def test_the_client_reads_and_changes_the_basket_it_made_whole(seen: Seen) -> None:
    assert seen["basketRead"] == seen["basket"]
    unchanged = {**seen["basketChanged"], "last_modified": seen["basket"]["last_modified"]}
    assert unchanged == seen["basket"]


def test_the_client_understands_the_dates_of_an_answer(seen: Seen) -> None:
    """It reads them with a blank in place of the T, and makes them null if it cannot."""
    assert seen["basket"]["creation_date"] is not None
    assert seen["order"]["creation_date"] is not None


def test_the_basket_becomes_an_order_of_the_same_total(seen: Seen) -> None:
    assert seen["order"]["status"] == "created"
    assert seen["order"]["order_total"] == seen["basket"]["order_total"]
    assert seen["order"]["product_items"] == seen["basket"]["product_items"]


def test_the_authorised_payment_places_the_order(seen: Seen) -> None:
    instrument = seen["paid"]["payment_instruments"][0]
    assert instrument["authorization_status"]["status"] == 0
    assert instrument["payment_card"]["masked_number"] == "************1111"
    assert seen["paid"]["status"] == "new"
    assert seen["orderRead"]["status"] == "new"


def test_the_client_reads_what_is_wrong_out_of_a_fault(seen: Seen) -> None:
    assert seen["unknownOrder"]["type"] == "OrderNotFoundException"
    assert seen["unknownOrder"]["named"] == {"orderNo": "none"}


def test_a_token_that_the_client_ended_opens_nothing(seen: Seen) -> None:
    assert seen["afterEnd"]["type"] == "InvalidAccessTokenException"
