"""Shipments and shipping methods of a basket, as a client sees them."""

from typing import Any

import pytest
from tests.api import Answer, Api
from tests.http.shopper import BASKETS, Shopper, lines, refused

from counterfoil.hooks import Status

ADDRESS = {"first_name": "Ada", "last_name": "Low", "address1": "1 Quay", "city": "Venice", "country_code": "US"}
ALASKA = {**ADDRESS, "state_code": "AK"}
CARD = "4111111111111111"


@pytest.fixture
def shopper(api: Api) -> Shopper:
    """A guest with an empty basket."""
    return Shopper(api)


def add(shopper: Shopper, body: Any = None) -> Answer:
    return shopper.api.post(f"{shopper.path}/shipments", body, token=shopper.token)


def change(shopper: Shopper, shipment_id: str, body: Any) -> Answer:
    return shopper.api.patch(f"{shopper.path}/shipments/{shipment_id}", body, token=shopper.token)


def remove(shopper: Shopper, shipment_id: str) -> Answer:
    return shopper.api.delete(f"{shopper.path}/shipments/{shipment_id}", token=shopper.token)


def methods(shopper: Shopper, shipment_id: str = "me") -> Answer:
    return shopper.api.get(f"{shopper.path}/shipments/{shipment_id}/shipping_methods", token=shopper.token)


def choose(shopper: Shopper, method: Any, shipment_id: str = "me") -> Answer:
    path = f"{shopper.path}/shipments/{shipment_id}/shipping_method"
    return shopper.api.call("PUT", path, method, token=shopper.token)


def ids(answer: Answer) -> list[str]:
    assert answer.status == 200, answer
    return [shipment["shipment_id"] for shipment in answer.json["shipments"]]


def test_a_shipment_is_added_with_address_method_gift_and_custom_attributes(shopper: Shopper) -> None:
    body = {
        "shipment_id": "gift",
        "shipping_address": ADDRESS,
        "shipping_method": {"id": "002"},
        "gift": True,
        "gift_message": "For you",
        "c_colour": "red",
        "shipment_no": "S-1",
        "shipment_total": 1,
    }
    answer = add(shopper, body)
    assert ids(answer) == ["me", "gift"]
    made = answer.json["shipments"][1]
    shown = {name: made[name] for name in ("gift", "gift_message", "c_colour", "shipment_no")}
    assert shown == {name: body[name] for name in shown}
    assert made["shipping_address"]["full_name"] == "Ada Low"
    assert len(made["shipping_address"]["id"]) == 26
    assert made["shipping_method"]["name"] == "2-Day Express"
    assert [item["shipment_id"] for item in answer.json["shipping_items"]] == ["me", "gift"]
    item = shopper.add({"product_id": "mug-01", "quantity": 1, "shipment_id": "gift"}).json
    assert item["shipments"][1]["shipping_total"] == item["shipping_total"] > 0


@pytest.mark.parametrize("body", [None, {}, {"gift": True}])
def test_a_shipment_without_id_gets_one(shopper: Shopper, body: Any) -> None:
    first, second = ids(add(shopper, body)), ids(add(shopper, body))
    assert len(second[1]) == 26
    assert second[:2] == first
    assert len(set(second)) == 3


def test_shipments_come_as_xml_too(shopper: Shopper) -> None:
    body = b"<shipment><shipment_id>gift</shipment_id><gift>true</gift></shipment>"
    headers = {"Content-Type": "application/xml"}
    answer = shopper.api.post(f"{shopper.path}/shipments", body, token=shopper.token, headers=headers)
    assert answer.status == 200, answer
    assert shopper.basket()["shipments"][1]["gift"] is True


REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"shipment_id": ""}, 400, "MissingShipmentIdException"),
    ({"shipment_id": None}, 400, "MissingShipmentIdException"),
    ({"shipment_id": "me"}, 400, "DuplicateShipmentIdException"),
    ({"shipment_no": "S-1"}, 400, "DuplicateShipmentNoException"),
    ({"shipping_method": {}}, 400, "MissingShippingMethodIdException"),
    ({"shipping_method": {"id": "nothing"}}, 400, "InvalidShippingMethodIdException"),
    ({"shipping_method": {"id": "003"}, "shipping_address": ALASKA}, 400, "InvalidShippingMethodIdException"),
    ({"shipping_address": {"planet": "Mars"}}, 400, "UnknownPropertyException"),
    ({"gift": "perhaps"}, 400, "TypeDecodingException"),
    ({"gift_message": f"my card {CARD}"}, 400, "PropertyConstraintViolationException"),
    ({"c_note": [CARD]}, 400, "PropertyConstraintViolationException"),
    ({"shipping_address": {**ADDRESS, "suite": CARD}}, 400, "PropertyConstraintViolationException"),
]


@pytest.mark.parametrize(("body", "status", "fault"), REFUSED, ids=lambda value: str(value)[:70])
def test_a_shipment_that_cannot_be_leaves_the_basket_as_it_was(
    shopper: Shopper, body: dict[str, Any], status: int, fault: str
) -> None:
    assert change(shopper, "me", {"shipment_no": "S-1"}).status == 200
    before = shopper.basket()
    answer = add(shopper, body)
    assert refused(answer) == (status, fault)
    assert CARD not in answer.text
    assert shopper.basket() == before


def test_a_change_touches_only_what_it_names_and_null_clears(shopper: Shopper) -> None:
    body = {"shipping_address": ADDRESS, "shipping_method": {"id": "001"}, "gift_message": "Hello", "c_a": 1, "c_b": 2}
    assert change(shopper, "me", body).status == 200
    kept = change(shopper, "me", {"gift": True, "c_b": None}).json["shipments"][0]
    assert (kept["gift"], kept["gift_message"], kept["c_a"]) == (True, "Hello", 1)
    assert "c_b" not in kept
    assert kept["shipping_method"]["id"] == "001"
    bare = change(shopper, "me", {"shipping_address": None, "shipping_method": None, "gift_message": None})
    assert {"shipping_address", "shipping_method", "gift_message"} & set(bare.json["shipments"][0]) == set()


def test_a_renamed_shipment_takes_its_items_along(shopper: Shopper) -> None:
    add(shopper, {"shipment_id": "gift"})
    shopper.add({"product_id": "starter-bundle", "quantity": 1, "shipment_id": "gift"})
    answer = change(shopper, "gift", {"shipment_id": "present"})
    assert ids(answer) == ["me", "present"]
    item = answer.json["product_items"][0]
    assert {item["shipment_id"], *(part["shipment_id"] for part in item["bundled_product_items"])} == {"present"}
    assert [item["shipment_id"] for item in answer.json["shipping_items"]] == ["me", "present"]
    assert change(shopper, "present", {"shipment_id": "present"}).status == 200
    assert refused(change(shopper, "present", {"shipment_id": "me"})) == (400, "DuplicateShipmentIdException")
    assert refused(change(shopper, "present", {"shipment_id": None})) == (400, "InvalidShipmentIdException")
    assert refused(change(shopper, "gift", {"gift": True})) == (400, "InvalidShipmentIdException")
    assert change(shopper, "me", {"shipment_no": "1"}).status == 200
    assert refused(change(shopper, "present", {"shipment_no": "1"})) == (400, "DuplicateShipmentNoException")


def test_a_removed_shipment_takes_its_items_with_it(shopper: Shopper) -> None:
    add(shopper, {"shipment_id": "gift"})
    shopper.add({"product_id": "mug-01", "quantity": 1}, {"product_id": "tea-01", "quantity": 1, "shipment_id": "gift"})
    answer = remove(shopper, "gift")
    assert ids(answer) == ["me"]
    assert lines(answer) == [("mug-01", 1)]
    assert [item["shipment_id"] for item in answer.json["shipping_items"]] == ["me"]
    assert answer.json["product_total"] == answer.json["product_items"][0]["price"]


def test_the_default_shipment_stays_whatever_it_is_called(shopper: Shopper) -> None:
    assert refused(remove(shopper, "me")) == (403, "DefaultShipmentRemovalException")
    change(shopper, "me", {"shipment_id": "first"})
    assert refused(remove(shopper, "first")) == (403, "DefaultShipmentRemovalException")
    assert shopper.add({"product_id": "mug-01", "quantity": 1}).json["product_items"][0]["shipment_id"] == "first"
    assert refused(remove(shopper, "nowhere")) == (400, "InvalidShipmentIdException")


def test_methods_are_listed_with_prices_and_the_default_one(shopper: Shopper) -> None:
    shopper.add({"product_id": "10010001", "quantity": 2})
    document = methods(shopper).json
    assert (document["_type"], document["default_shipping_method_id"]) == ("shipping_method_result", "001")
    listed = {method["id"]: method for method in document["applicable_shipping_methods"]}
    assert list(listed) == ["001", "002", "003", "005"]
    assert listed["005"]["c_storePickupEnabled"] is True
    for method_id, method in listed.items():
        assert choose(shopper, {"id": method_id}).json["shipping_total"] == method["price"]


def test_a_method_that_does_not_suit_the_address_is_neither_listed_nor_taken(shopper: Shopper) -> None:
    change(shopper, "me", {"shipping_address": ALASKA})
    listed = methods(shopper).json["applicable_shipping_methods"]
    assert [method["id"] for method in listed] == ["001", "002", "005"]
    answer = choose(shopper, {"id": "003"})
    assert refused(answer) == (400, "InvalidShippingMethodIdException")
    assert answer.arguments == {"shippingMethodId": "003"}


def test_a_method_that_no_longer_suits_the_address_stays_and_is_flashed(shopper: Shopper) -> None:
    shopper.add({"product_id": "mug-01", "quantity": 1})
    assert choose(shopper, {"id": "003", "c_when": "now"}).json["shipments"][0]["shipping_method"]["c_when"] == "now"
    answer = change(shopper, "me", {"shipping_address": ALASKA})
    assert "ShippingMethodNotApplicable" in {flash["type"] for flash in answer.json["_flash"]}
    assert answer.json["shipments"][0]["shipping_method"]["id"] == "003"


def test_choosing_a_method_that_cannot_be_is_refused(shopper: Shopper) -> None:
    for nothing in (None, {}, {"id": None}, {"id": ""}):
        assert refused(choose(shopper, nothing)) == (400, "MissingShippingMethodIdException")
    assert refused(choose(shopper, {"id": "nothing"})) == (400, "InvalidShippingMethodIdException")
    assert refused(choose(shopper, {"id": "x" * 300})) == (400, "PropertyConstraintViolationException")
    assert refused(choose(shopper, {"id": "001", "c_card": CARD})) == (400, "PropertyConstraintViolationException")
    assert refused(choose(shopper, {"id": "001"}, "nowhere")) == (404, "ShipmentNotFoundException")
    assert refused(methods(shopper, "nowhere")) == (404, "ShipmentNotFoundException")


CALLS: list[tuple[str, str, Any, str]] = [
    ("POST", "/shipments", {"shipment_id": "new"}, "shipment"),
    ("PATCH", "/shipments/gift", {"gift": True}, "shipment"),
    ("DELETE", "/shipments/gift", None, "shipment"),
    ("PUT", "/shipments/me/shipping_method", {"id": "001"}, "shipment.shipping_method"),
    ("PUT", "/shipments/me/shipping_address", ADDRESS, "shipment.shipping_address"),
    ("PUT", "/billing_address", ADDRESS, "billing_address"),
]


@pytest.mark.parametrize(("method", "path", "body", "_point"), CALLS)
def test_a_basket_of_another_customer_is_not_touched(
    shopper: Shopper, method: str, path: str, body: Any, _point: str
) -> None:
    add(shopper, {"shipment_id": "gift"})
    before, stranger = shopper.basket(), shopper.api.customer()
    call = shopper.api.call
    assert refused(call(method, shopper.path + path, body, token=stranger)) == (400, "InvalidCustomerException")
    assert refused(call(method, shopper.path + path, body)) == (401, "AuthorizationHeaderMissingException")
    assert refused(call(method, f"{BASKETS}/nowhere{path}", body, token=stranger)) == (404, "BasketNotFoundException")
    stale = {"x-dw-resource-state": "0" * 64}
    answer = call(method, shopper.path + path, body, token=shopper.token, headers=stale)
    assert refused(answer) == (409, "ResourceStateConflictException")
    assert shopper.basket() == before
    assert call(method, shopper.path + path, body, token=shopper.api.agent_token()).status == 200


def test_methods_of_another_customers_basket_are_not_shown(shopper: Shopper) -> None:
    path = f"{shopper.path}/shipments/me/shipping_methods"
    assert refused(shopper.api.get(path, token=shopper.api.customer())) == (400, "InvalidCustomerException")
    assert shopper.api.get(path, token=shopper.api.agent_token()).status == 200


@pytest.mark.parametrize(("method", "path", "body", "name"), CALLS)
def test_hooks_are_called_in_order_and_their_error_keeps_nothing(
    shopper: Shopper, method: str, path: str, body: Any, name: str
) -> None:
    add(shopper, {"shipment_id": "gift"})
    seen: list[str] = []
    refuse: list[Status] = [Status(Status.ERROR, "NO")]
    points = [f"before{method}", f"after{method}", f"modify{method}Response"]

    def record(point: str) -> None:
        def hook(basket: Any, *_: Any) -> Status | None:
            seen.append(point)
            assert basket.basket_id in shopper.path
            return refuse[0] if refuse and point.startswith("after") else None

        shopper.api.application.server.hooks.register(f"dw.ocapi.shop.basket.{name}.{point}", hook)

    for point in points:
        record(point)
    before = shopper.basket()
    call = shopper.api.call
    assert refused(call(method, shopper.path + path, body, token=shopper.token)) == (400, "HookStatusException")
    assert shopper.basket() == before
    refuse.clear()
    seen.clear()
    assert call(method, shopper.path + path, body, token=shopper.token).status == 200
    assert seen == points


def test_the_list_of_methods_has_its_hooks(shopper: Shopper) -> None:
    register = shopper.api.application.server.hooks.register
    seen: list[Any] = []
    point = "dw.ocapi.shop.basket.shipments.shipping_methods."
    register(point + "beforeGET", lambda *given: seen.append(given))
    register(point + "modifyGETResponse_v2", lambda basket, document: document.update(c_of=basket.basket_id))
    basket_id = shopper.path.rpartition("/")[2]
    assert methods(shopper).json["c_of"] == basket_id
    assert seen == [(basket_id, "me")]


def test_until_16_x_the_point_after_a_new_shipment_had_another_name(shopper: Shopper) -> None:
    seen: list[str] = []
    register = shopper.api.application.server.hooks.register
    register("dw.ocapi.shop.basket.afterPostShipment", lambda *_: seen.append("old"))
    register("dw.ocapi.shop.basket.shipment.afterPOST", lambda *_: seen.append("new"))
    for segment in ("v16_9", "v17_1", "v23_1"):
        path = shopper.path.replace("v23_1", segment)
        assert shopper.api.post(f"{path}/shipments", {}, token=shopper.token).status == 200
    assert seen == ["old", "new", "new"]


def test_of_many_shipments_added_in_the_same_state_one_is_kept(shopper: Shopper) -> None:
    api, state = shopper.api, shopper.basket()["_resource_state"]
    bodies = [{"shipment_id": f"s{number}", "_resource_state": state} for number in range(6)]
    requests = (api.request("POST", f"{shopper.path}/shipments", body, token=shopper.token) for body in bodies)
    assert sorted(answer.status for answer in api.together(*requests)) == [200] + [409] * 5
    assert len(shopper.basket()["shipments"]) == 2


def test_a_basket_is_made_with_several_shipments_and_their_items(api: Api) -> None:
    shipments = [
        {"shipment_id": "me", "shipping_address": ADDRESS, "shipping_method": {"id": "001"}},
        {"shipment_id": "gift", "gift": True, "gift_message": "Hello", "shipment_no": "7", "c_ribbon": "red"},
    ]
    items = [
        {"product_id": "mug-01", "quantity": 1},
        {"product_id": "mug-01", "quantity": 2, "shipment_id": "gift", "gift": True},
        {"product_id": "kettle-01", "quantity": 1, "shipment_id": "gift", "c_note": "x"},
    ]
    token = api.customer()
    answer = api.post(BASKETS, {"shipments": shipments, "product_items": items}, token=token)
    assert ids(answer) == ["me", "gift"]
    assert [item["shipment_id"] for item in answer.json["product_items"]] == ["me", "gift", "gift"]
    gift = answer.json["shipments"][1]
    assert (gift["gift"], gift["gift_message"], gift["c_ribbon"]) == (True, "Hello", "red")
    twice = [{"shipment_no": "7"}, {"shipment_id": "gift", "shipment_no": "7"}]
    fault = (400, "DuplicateShipmentNoException")
    assert refused(api.post(BASKETS, {"shipments": twice}, token=api.customer())) == fault
    assert refused(api.post(BASKETS, {"c_x": CARD}, token=api.customer())) == (
        400,
        "PropertyConstraintViolationException",
    )
