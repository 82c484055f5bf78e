"""Billing and shipping address of a basket: given, or taken from the customer's book."""

from typing import Any

import pytest
from tests.api import Answer, Api
from tests.http.shopper import BASKETS, Shopper, refused

ADDRESS = {"first_name": "Ada", "last_name": "Low", "address1": "1 Quay", "country_code": "US", "c_floor": 2}
BILLING, SHIPPING = "/billing_address", "/shipments/me/shipping_address"


@pytest.fixture
def shopper(api: Api) -> Shopper:
    """A guest with an empty basket."""
    return Shopper(api)


@pytest.fixture
def member(api: Api) -> Shopper:
    """A registered customer with addresses and an empty basket."""
    made = Shopper(api)
    made.token = api.customer("credentials", "x@gmail.com", "Earl-Grey-1")
    made.path = f"{BASKETS}/{api.post(BASKETS, token=made.token).json['basket_id']}"
    return made


def put(shopper: Shopper, path: str, body: Any = None, **options: Any) -> Answer:
    return shopper.api.call("PUT", shopper.path + path, body, token=shopper.token, **options)


def billing(answer: Answer) -> dict[str, Any]:
    assert answer.status == 200, answer
    address: dict[str, Any] = answer.json["billing_address"]
    return address


def shipping(answer: Answer) -> dict[str, Any]:
    assert answer.status == 200, answer
    address: dict[str, Any] = answer.json["shipments"][0]["shipping_address"]
    return address


def without_id(address: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in address.items() if name not in ("id", "_type")}


WHOLE = {**ADDRESS, "full_name": "Ada Low"}


def test_an_address_is_set_with_an_id_and_a_full_name(shopper: Shopper) -> None:
    for path, read in ((BILLING, billing), (SHIPPING, shipping)):
        address = read(put(shopper, path, ADDRESS))
        assert (address["_type"], len(address["id"])) == ("order_address", 26)
        assert without_id(address) == WHOLE


def test_an_address_replaces_the_one_before_whole(shopper: Shopper) -> None:
    first = billing(put(shopper, BILLING, ADDRESS))
    second = billing(put(shopper, BILLING, {"last_name": "Ng", "full_name": "Dr Ng", "id": first["id"]}))
    assert without_id(second) == {"last_name": "Ng", "full_name": "Dr Ng"}
    assert second["id"] != first["id"]


def test_one_address_serves_for_both(shopper: Shopper) -> None:
    answer = put(shopper, f"{BILLING}?use_as_shipping=true", ADDRESS)
    assert without_id(billing(answer)) == without_id(shipping(answer)) == WHOLE
    assert billing(answer)["id"] != shipping(answer)["id"]
    assert answer.json["notes"]["link"].endswith("/notes?use_as_shipping=true")
    other = {"first_name": "Bo", "last_name": "Ng"}
    answer = put(shopper, f"{SHIPPING}?use_as_billing=true", other)
    assert billing(answer)["full_name"] == shipping(answer)["full_name"] == "Bo Ng"
    answer = put(shopper, f"{SHIPPING}?use_as_billing=false", ADDRESS)
    assert (billing(answer)["full_name"], shipping(answer)["full_name"]) == ("Bo Ng", "Ada Low")


def test_an_address_comes_as_xml_too(shopper: Shopper) -> None:
    body = b"<order_address><first_name>Ada</first_name><last_name>Low</last_name></order_address>"
    answer = put(shopper, BILLING, body, headers={"Content-Type": "application/xml"})
    assert answer.status == 200, answer
    assert shopper.basket()["billing_address"]["full_name"] == "Ada Low"


@pytest.mark.parametrize(("path", "read"), [(BILLING, billing), (SHIPPING, shipping)], ids=["billing", "shipping"])
def test_an_address_of_the_book_is_copied(member: Shopper, path: str, read: Any) -> None:
    for body in (None, {}):
        address = read(put(member, f"{path}?customer_address_id=home", body))
        assert address["last_name"]
        assert address["full_name"] == f"{address['first_name']} {address['last_name']}"
        assert address["country_code"] == "US"
        assert {"address_id", "preferred"} & set(address) == set()
    agent = member.api.agent_token()
    answer = member.api.call("PUT", f"{member.path}{path}?customer_address_id=home", token=agent)
    assert without_id(read(answer)) == without_id(address)


@pytest.mark.parametrize("path", [BILLING, SHIPPING])
def test_an_address_that_is_none_is_refused(shopper: Shopper, member: Shopper, path: str) -> None:
    before = member.basket()
    by_id = f"{path}?customer_address_id=home"
    for body in (None, {}):
        assert refused(put(member, path, body)) == (400, "InvalidAddressException")
    assert refused(put(member, by_id, ADDRESS)) == (400, "InvalidAddressException")
    empty = put(member, f"{path}?customer_address_id=")
    assert refused(empty) == (400, "StringConstraintViolationException")
    unknown = put(member, f"{path}?customer_address_id=Moon")
    assert refused(unknown) == (404, "CustomerAddressNotFoundException")
    assert unknown.arguments == {"addressName": "Moon"}
    assert refused(put(shopper, by_id)) == (400, "CustomerNotRegisteredException")
    assert refused(put(member, path, {"planet": "Mars"})) == (400, "UnknownPropertyException")
    assert refused(put(member, path, {"city": 1})) == (400, "TypeDecodingException")
    assert refused(put(member, f"{path}?use_as_shipping=x&use_as_billing=x", ADDRESS)) == (
        400,
        "MalformedParameterException",
    )
    card = {**ADDRESS, "c_card": "4111 1111 1111 1111"}
    assert refused(put(member, path, card)) == (400, "PropertyConstraintViolationException")
    assert member.basket() == before


def test_a_telephone_number_may_be_as_long_as_a_card_number(shopper: Shopper) -> None:
    phone = "4111111111111111"
    assert billing(put(shopper, BILLING, {**ADDRESS, "phone": phone}))["phone"] == phone


def test_an_unknown_shipment_is_a_bad_request(shopper: Shopper) -> None:
    answer = put(shopper, "/shipments/nowhere/shipping_address", ADDRESS)
    assert refused(answer) == (400, "InvalidShipmentIdException")
    assert answer.arguments == {"shipmentId": "nowhere"}


def test_a_hook_sees_what_was_sent_and_may_complete_it(shopper: Shopper) -> None:
    seen: list[Any] = []

    def complete(_basket: Any, request: Any) -> None:
        seen.append(request)
        if request is not None:
            request.city = "Venice"

    shopper.api.application.server.hooks.register("dw.ocapi.shop.basket.billing_address.beforePUT", complete)
    assert billing(put(shopper, BILLING, ADDRESS))["city"] == "Venice"
    assert refused(put(shopper, BILLING)) == (400, "InvalidAddressException")
    assert seen[1] is None


def test_of_many_addresses_set_in_the_same_state_one_is_kept(shopper: Shopper) -> None:
    api, state = shopper.api, shopper.basket()["_resource_state"]
    bodies = [{**ADDRESS, "city": f"City {number}", "_resource_state": state} for number in range(6)]
    requests = (api.request("PUT", shopper.path + BILLING, body, token=shopper.token) for body in bodies)
    answers = api.together(*requests)
    assert sorted(answer.status for answer in answers) == [200] + [409] * 5
    won = next(answer for answer in answers if answer.status == 200)
    assert won.json["billing_address"] == shopper.basket()["billing_address"]
