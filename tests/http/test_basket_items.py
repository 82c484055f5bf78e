"""Product items of a basket: added, changed and removed, as a client sees it."""

from pathlib import Path
from typing import Any

import pytest
from tests.api import SHOP, V23, Api
from tests.archive.archives import catalog, xml
from tests.http.shopper import BASKETS, Shopper, lines, load, refused

from counterfoil.hooks import Status

POINT = "dw.ocapi.shop.basket."


@pytest.fixture
def shopper(api: Api) -> Shopper:
    """A guest with an empty basket."""
    return Shopper(api)


def test_items_are_added_and_the_whole_basket_is_answered_with_its_totals(shopper: Shopper) -> None:
    answer = shopper.add({"product_id": "mug-01", "quantity": 2}, {"product_id": "tea-01", "quantity": 1})
    assert lines(answer) == [("mug-01", 2), ("tea-01", 1)]
    items = answer.json["product_items"]
    assert answer.json["product_total"] == sum(item["price"] for item in items) > 0
    assert {item["shipment_id"] for item in items} == {"me"}
    assert answer.json["_resource_state"] == shopper.basket()["_resource_state"]
    assert "OrderTotalNotSet" in {flash["type"] for flash in answer.json["_flash"]}


def test_one_item_without_an_array_is_accepted_too(shopper: Shopper) -> None:
    answer = shopper.api.post(f"{shopper.path}/items", {"product_id": "mug-01", "quantity": 1}, token=shopper.token)
    assert lines(answer) == [("mug-01", 1)]


def test_before_17_3_the_body_is_one_item_and_no_array(shopper: Shopper) -> None:
    path = f"{shopper.path.replace('v23_1', 'v16_9')}/items"
    item = {"product_id": "mug-01", "quantity": 1}
    assert lines(shopper.api.post(path, item, token=shopper.token)) == [("mug-01", 1)]
    assert refused(shopper.api.post(path, [item], token=shopper.token)) == (400, "TypeDecodingException")


def test_items_come_as_xml_too(shopper: Shopper) -> None:
    item = b"<product_item><product_id>mug-01</product_id><quantity>2</quantity></product_item>"
    body = b"<product_items>" + item + b"</product_items>"
    headers = {"Content-Type": "application/xml"}
    answer = shopper.api.post(f"{shopper.path}/items", body, token=shopper.token, headers=headers)
    assert answer.status == 200, answer
    assert answer.headers["content-type"].startswith("application/xml")
    item_id = shopper.basket()["product_items"][0]["item_id"]
    change = b"<product_item><quantity>3</quantity></product_item>"
    assert (
        shopper.api.patch(f"{shopper.path}/items/{item_id}", change, token=shopper.token, headers=headers).status == 200
    )
    assert shopper.basket()["product_items"][0]["quantity"] == 3


def test_more_of_the_same_product_raises_the_line(shopper: Shopper) -> None:
    item = {"product_id": "mug-01", "quantity": 1, "c_from": "list"}
    shopper.add({"product_id": "mug-01", "quantity": 1})
    answer = shopper.add(item, item)
    assert lines(answer) == [("mug-01", 3)]
    assert answer.json["product_items"][0]["c_from"] == "list"


def test_of_another_shipment_or_inventory_list_it_is_another_line(shopper: Shopper) -> None:
    shopper.ship_to("gift")
    item = {"product_id": "mug-01", "quantity": 1}
    assert len(lines(shopper.add(item, {**item, "shipment_id": "gift"}, {**item, "inventory_id": "refarch-us"}))) == 3


def test_a_site_that_allows_repeats_makes_a_line_each_time(shopper: Shopper, tmp_path: Path) -> None:
    preference = '<preference preference-id="AddProductToBasketBehavior">AllowRepeats</preference>'
    content = f"<standard-preferences><all-instances>{preference}</all-instances></standard-preferences>"
    load(shopper.api, tmp_path, {"sites/RefArch/preferences.xml": xml("preferences", content)})
    item = {"product_id": "mug-01", "quantity": 1}
    shopper.add(item)
    assert lines(shopper.add(item)) == [("mug-01", 1), ("mug-01", 1)]


def test_a_product_with_options_and_a_bundle_get_a_line_each_time(shopper: Shopper) -> None:
    kettle = {"product_id": "kettle-01", "quantity": 1}
    bundle = {"product_id": "starter-bundle", "quantity": 1}
    shopper.add(kettle, bundle)
    answer = shopper.add(kettle, bundle)
    assert [line[0] for line in lines(answer)] == ["kettle-01", "starter-bundle", "kettle-01", "starter-bundle"]
    parts = answer.json["product_items"][1]["bundled_product_items"]
    assert {part["product_id"]: part["quantity"] for part in parts} == {"mug-01": 2, "tea-01": 1, "10010003": 1}


def option(shopper: Shopper) -> tuple[str, str]:
    """The option of the kettle as the shop shows it, and its dearest value."""
    options = shopper.api.get(f"{V23}/products/kettle-01?expand=options").json["options"]
    return options[0]["id"], "two-years"


def test_options_are_chosen_priced_and_changed_later(shopper: Shopper) -> None:
    option_id, value_id = option(shopper)
    chosen = [{"option_id": option_id, "option_value_id": value_id}]
    answer = shopper.add({"product_id": "kettle-01", "quantity": 2, "option_items": chosen})
    item = answer.json["product_items"][0]
    assert (item["option_items"][0]["option_value_id"], item["option_items"][0]["price"]) == (value_id, 30)
    none = [{"option_id": option_id, "option_value_id": "none"}]
    changed = shopper.change(item["item_id"], {"option_items": none}).json["product_items"][0]
    assert changed["option_items"][0]["price"] == 0
    assert changed["option_items"][0]["item_id"] == item["option_items"][0]["item_id"]
    unknown = [{"option_id": option_id, "option_value_id": "for-ever"}]
    fault = "InvalidProductOptionValueItemException"
    assert refused(shopper.change(item["item_id"], {"option_items": unknown})) == (400, fault)
    nothing = [{"option_id": "engraving", "option_value_id": "A"}]
    body = {"product_id": "kettle-01", "quantity": 1, "option_items": nothing}
    assert refused(shopper.add(body)) == (400, "InvalidProductOptionItemException")


REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"quantity": 1}, 400, "InvalidProductIdException"),
    ({"product_id": "", "quantity": 1}, 400, "InvalidProductIdException"),
    ({"product_id": "nothing", "quantity": 1}, 400, "InvalidProductItemException"),
    ({"product_id": "mug-01"}, 400, "InvalidProductItemQuantityException"),
    ({"product_id": "mug-01", "quantity": None}, 400, "InvalidProductItemQuantityException"),
    ({"product_id": "mug-01", "quantity": 0}, 400, "InvalidProductItemQuantityException"),
    ({"product_id": "mug-01", "quantity": 0.005}, 400, "InvalidProductItemQuantityException"),
    ({"product_id": "mug-01", "quantity": 1.5}, 400, "InvalidProductItemQuantityException"),
    ({"product_id": "mug-01", "quantity": -1}, 400, "PropertyConstraintViolationException"),
    ({"product_id": "mug-01", "quantity": 1000}, 400, "PropertyConstraintViolationException"),
    ({"product_id": "mug-01", "quantity": "many"}, 400, "TypeDecodingException"),
    ({"product_id": "tee", "quantity": 1}, 400, "InvalidProductTypeException"),
    ({"product_id": "tee-navy", "quantity": 1}, 400, "InvalidProductTypeException"),
    ({"product_id": "table-set", "quantity": 1}, 400, "InvalidProductTypeException"),
    ({"product_id": "mug-01", "quantity": 1, "shipment_id": "nowhere"}, 404, "ShipmentNotFoundException"),
    ({"product_id": "mug-01", "quantity": 251}, 400, "ProductItemNotAvailableException"),
    ({"product_id": "mug-01", "quantity": 1, "colour": "red"}, 400, "UnknownPropertyException"),
]


@pytest.mark.parametrize(("item", "status", "fault"), REFUSED, ids=lambda value: str(value)[:70])
def test_an_item_that_cannot_be_bought_leaves_the_basket_as_it_was(
    shopper: Shopper, item: dict[str, Any], status: int, fault: str
) -> None:
    before = shopper.basket()
    assert refused(shopper.add({"product_id": "tea-01", "quantity": 1}, item)) == (status, fault)
    assert shopper.basket() == before


def test_the_quantities_of_a_product_are_compared_with_stock_together(shopper: Shopper) -> None:
    shopper.add({"product_id": "mug-01", "quantity": 200})
    answer = shopper.add({"product_id": "mug-01", "quantity": 60})
    assert refused(answer) == (400, "ProductItemNotAvailableException")
    assert answer.arguments == {"productId": "mug-01", "quantity": "260"}


def test_an_item_that_became_short_does_not_keep_another_from_being_added(shopper: Shopper) -> None:
    item_id = shopper.add({"product_id": "mug-01", "quantity": 1}).json["product_items"][0]["item_id"]
    assert shopper.change(item_id, {"quantity": 251}).status == 200
    answer = shopper.add({"product_id": "tea-01", "quantity": 1})
    assert lines(answer) == [("mug-01", 251), ("tea-01", 1)]
    assert "ProductItemNotAvailable" in {flash["type"] for flash in answer.json["_flash"]}


def test_a_line_cannot_be_raised_above_what_a_line_may_have(shopper: Shopper) -> None:
    shopper.add({"product_id": "10010011", "quantity": 600})
    fault = "InvalidProductItemQuantityException"
    assert refused(shopper.add({"product_id": "10010011", "quantity": 400})) == (400, fault)


def test_fractions_go_by_the_steps_of_the_product(shopper: Shopper, tmp_path: Path) -> None:
    product = (
        '<product product-id="leaves"><min-order-quantity>0.25</min-order-quantity><step-quantity>0.25</step-quantity>'
        "<online-flag>true</online-flag><available-flag>true</available-flag></product>"
    )
    files = {
        "catalogs/refarch-products/catalog.xml": catalog(product, "refarch-products"),
        "catalogs/refarch-storefront/catalog.xml": catalog(
            '<category-assignment category-id="root" product-id="leaves"/>', "refarch-storefront"
        ),
        "inventory-lists/refarch-us.xml": xml(
            "inventory",
            '<inventory-list><header list-id="refarch-us"/><records><record product-id="leaves">'
            "<allocation>2</allocation></record></records></inventory-list>",
        ),
    }
    load(shopper.api, tmp_path, files)
    answer = shopper.add({"product_id": "leaves", "quantity": 1.25})
    assert lines(answer)[0][1] * 4 == 5
    assert refused(shopper.add({"product_id": "leaves", "quantity": 0.1})) == (
        400,
        "InvalidProductItemQuantityException",
    )
    assert refused(shopper.add({"product_id": "leaves", "quantity": 1})) == (400, "ProductItemNotAvailableException")


def test_a_basket_has_no_more_lines_than_its_quota(make_api: Any) -> None:
    shopper = Shopper(make_api(max_product_items=2))
    shopper.add({"product_id": "mug-01", "quantity": 1}, {"product_id": "tea-01", "quantity": 1})
    assert lines(shopper.add({"product_id": "mug-01", "quantity": 1})) == [("mug-01", 2), ("tea-01", 1)]
    assert refused(shopper.add({"product_id": "10010001", "quantity": 1})) == (400, "BasketQuotaExceededException")


@pytest.fixture
def tee(shopper: Shopper) -> str:
    """The id of a line with a shirt."""
    item_id: str = shopper.add({"product_id": "tee-navy-s", "quantity": 1}).json["product_items"][0]["item_id"]
    return item_id


def test_a_change_touches_only_what_it_names(shopper: Shopper, tee: str) -> None:
    shopper.change(tee, {"c_size": "S", "c_note": "x", "gift": True, "gift_message": "For you"})
    answer = shopper.change(tee, {"quantity": 2, "c_note": None})
    item = answer.json["product_items"][0]
    assert (item["quantity"], item["gift"], item["gift_message"], item["c_size"]) == (2, True, "For you", "S")
    assert "c_note" not in item
    assert answer.json["product_total"] == item["price"] == 2 * item["base_price"]


def test_a_variation_is_swapped_for_another_of_the_same_product(shopper: Shopper, tee: str) -> None:
    item = shopper.change(tee, {"product_id": "tee-white-m"}).json["product_items"][0]
    assert (item["item_id"], item["product_id"], item["quantity"]) == (tee, "tee-white-m", 1)


CHANGES: list[tuple[dict[str, Any], int, str]] = [
    ({"product_id": "mug-01"}, 400, "InvalidProductIdException"),
    ({"product_id": "apron-rust"}, 400, "InvalidProductIdException"),
    ({"product_id": "tee"}, 400, "InvalidProductIdException"),
    ({"product_id": "tee-navy"}, 400, "InvalidProductIdException"),
    ({"product_id": None}, 400, "InvalidProductIdException"),
    ({"product_id": "nothing"}, 400, "InvalidProductIdException"),
    ({"quantity": None}, 400, "InvalidProductItemQuantityException"),
    ({"quantity": 1.5}, 400, "InvalidProductItemQuantityException"),
    ({"quantity": 1000}, 400, "PropertyConstraintViolationException"),
    ({"shipment_id": ""}, 400, "InvalidShipmentIdException"),
    ({"shipment_id": None}, 400, "InvalidShipmentIdException"),
    ({"shipment_id": "nowhere"}, 404, "ShipmentNotFoundException"),
    ({"option_items": [{"option_id": "engraving", "option_value_id": "A"}]}, 400, "InvalidProductOptionItemException"),
]


@pytest.mark.parametrize(("change", "status", "fault"), CHANGES, ids=lambda value: str(value)[:70])
def test_a_change_that_cannot_be_leaves_the_basket_as_it_was(
    shopper: Shopper, tee: str, change: dict[str, Any], status: int, fault: str
) -> None:
    before = shopper.basket()
    assert refused(shopper.change(tee, {"c_x": 1, **change})) == (status, fault)
    assert shopper.basket() == before


def test_an_item_moves_to_another_shipment(shopper: Shopper) -> None:
    shopper.ship_to("gift")
    item_id = shopper.add({"product_id": "starter-bundle", "quantity": 1}).json["product_items"][0]["item_id"]
    answer = shopper.change(item_id, {"shipment_id": "gift"})
    item = answer.json["product_items"][0]
    assert {item["shipment_id"], *(part["shipment_id"] for part in item["bundled_product_items"])} == {"gift"}
    assert [shipment["product_total"] for shipment in answer.json["shipments"]] == [0, item["price"]]


def test_quantity_zero_removes_the_item(shopper: Shopper, tee: str) -> None:
    answer = shopper.change(tee, {"quantity": 0})
    assert answer.status == 200
    assert "product_items" not in answer.json
    assert answer.json["product_total"] is None


def test_an_unknown_item_is_a_bad_request_to_change_and_not_found_to_delete(shopper: Shopper, tee: str) -> None:
    assert refused(shopper.change("nothing", {"quantity": 1})) == (400, "InvalidProductItemIdException")
    answer = shopper.remove("nothing")
    assert refused(answer) == (404, "ProductItemNotFoundException")
    assert answer.arguments == {"itemId": "nothing"}
    old = shopper.path.replace("v23_1", "v19_10")
    assert shopper.api.delete(f"{old}/items/nothing", token=shopper.token).status == 200
    assert shopper.api.delete(f"{old}/items/{tee}", token=shopper.token).status == 200
    assert "product_items" not in shopper.basket()


def test_an_item_is_removed_and_the_basket_answered(shopper: Shopper, tee: str) -> None:
    shopper.add({"product_id": "mug-01", "quantity": 1})
    answer = shopper.remove(tee)
    assert lines(answer) == [("mug-01", 1)]


CALLS: list[tuple[str, str, Any]] = [
    ("POST", "/items", [{"product_id": "mug-01", "quantity": 1}]),
    ("PATCH", "/items/{item}", {"quantity": 2}),
    ("DELETE", "/items/{item}", None),
]


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
def test_items_of_another_customers_basket_are_not_touched(
    shopper: Shopper, tee: str, method: str, path: str, body: Any
) -> None:
    path = path.replace("{item}", tee)
    stranger = shopper.api.customer()
    before = shopper.basket()
    assert refused(shopper.api.call(method, shopper.path + path, body, token=stranger)) == (
        400,
        "InvalidCustomerException",
    )
    answer = shopper.api.call(method, shopper.path + path, body)
    assert refused(answer) == (401, "AuthorizationHeaderMissingException")
    nowhere = shopper.api.call(method, f"{BASKETS}/nowhere{path}", body, token=stranger)
    assert refused(nowhere) == (404, "BasketNotFoundException")
    assert shopper.basket() == before
    assert shopper.api.call(method, shopper.path + path, body, token=shopper.api.agent_token()).status == 200


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
def test_a_change_of_a_state_that_is_gone_is_refused(
    shopper: Shopper, tee: str, method: str, path: str, body: Any
) -> None:
    headers = {"x-dw-resource-state": shopper.basket()["_resource_state"]}
    url = shopper.path + path.replace("{item}", tee)
    assert shopper.add({"product_id": "tea-01", "quantity": 1}).status == 200
    answer = shopper.api.call(method, url, body, token=shopper.token, headers=headers)
    assert refused(answer) == (409, "ResourceStateConflictException")


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
def test_hooks_see_the_basket_and_their_error_keeps_nothing(
    shopper: Shopper, tee: str, method: str, path: str, body: Any
) -> None:
    seen: list[str] = []
    name = "items" if method == "POST" else "item"
    hooks = shopper.api.application.server.hooks
    refuse: list[Status] = []

    def record(point: str) -> None:
        def hook(basket: Any, *_: Any) -> Status | None:
            seen.append(point)
            assert basket.basket_id in shopper.path
            return refuse[0] if refuse and point.startswith("after") else None

        hooks.register(f"{POINT}{name}.{point}", hook)

    points = [f"before{method}", f"after{method}", f"modify{method}Response"]
    for point in points:
        record(point)
    url = shopper.path + path.replace("{item}", tee)
    before = shopper.basket()
    refuse.append(Status(Status.ERROR, "NO"))
    assert refused(shopper.api.call(method, url, body, token=shopper.token)) == (400, "HookStatusException")
    assert shopper.basket() == before
    refuse.clear()
    seen.clear()
    assert shopper.api.call(method, url, body, token=shopper.token).status == 200
    assert seen == points


def test_of_many_writers_with_the_same_state_exactly_one_wins(shopper: Shopper, tee: str) -> None:
    api, state = shopper.api, shopper.basket()["_resource_state"]
    url = f"{shopper.path}/items/{tee}"
    bodies = [{"quantity": number, "_resource_state": state} for number in range(2, 10)]
    answers = api.together(*(api.request("PATCH", url, body, token=shopper.token) for body in bodies))
    assert sorted(answer.status for answer in answers) == [200] + [409] * 7
    won = next(answer for answer in answers if answer.status == 200)
    assert won.json["product_items"][0]["quantity"] == shopper.basket()["product_items"][0]["quantity"]


def test_an_agent_of_another_site_does_not_see_the_basket(shopper: Shopper) -> None:
    path = shopper.path.replace(SHOP, "/s/RefArchEU/dw/shop")
    answer = shopper.api.post(f"{path}/items", [], token=shopper.api.agent_token())
    assert refused(answer) == (404, "BasketNotFoundException")
