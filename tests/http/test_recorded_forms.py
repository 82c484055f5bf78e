"""Recorded rules of form, held against whole answers of several kinds: order of names, states, versions, ids, links."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.api import SHOP, V23, Api
from tests.http.conftest import Load
from tests.http.golden_file import play
from tests.http.recorded_shop import SHIRT, products, shipping_promotion

VERSIONS = ("17_3", "17_8", "18_1", "20_4", "21_3", "22_4", "23_1", "24_5")
ENVELOPE = ("_v", "_type", "_resource_state", "_flash")


def documents(answer: Any) -> Iterator[dict[str, Any]]:
    """Yield a document and all documents within."""
    if isinstance(answer, list):
        for each in answer:
            yield from documents(each)
    elif isinstance(answer, dict):
        yield answer
        for value in answer.values():
            yield from documents(value)


def by_name(names: list[str]) -> list[str]:
    """Sort names as recorded: the envelope, then without regard to underscores, custom ones last."""
    envelope = [name for name in ENVELOPE if name in names]
    plain = sorted(
        (name for name in names if name[0] != "_" and name[:2] != "c_"), key=lambda name: name.replace("_", "")
    )
    return envelope + plain + sorted(name for name in names if name.startswith("c_"))


@pytest.mark.parametrize("version", VERSIONS)
def test_properties_come_by_name(api: Api, agent: str, version: str) -> None:
    extras = {"c_totalWeight": 32.0, "c_deliveryNote": "at the back", "coupon_items": [{"code": "WELCOME10"}]}
    basket = api.basket(agent, **extras)
    path = f"{SHOP}/v{version}"
    shown = api.get(f"{path}/baskets/{basket['basket_id']}", token=agent)
    order_no = api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=agent).json["order_no"]
    ordered = api.get(f"{path}/orders/{order_no}", token=agent)
    for answer in (shown, ordered):
        assert answer.status == 200, answer
        for document in documents(answer.json):
            if document.get("_type") != "flash" and "shipmentId" not in document:
                assert list(document) == by_name(list(document))
                assert "_type" in document


@pytest.mark.parametrize("version", VERSIONS)
def test_an_answer_names_the_version_of_its_address(api: Api, version: str) -> None:
    token = api.customer()
    made = api.post(f"{SHOP}/v{version}/baskets", token=token)
    assert made.json["_v"] == version.replace("_", ".")
    assert f"/dw/shop/v{version}/baskets/" in made.json["notes"]["link"]
    assert api.get(f"{SHOP}/v{version}/baskets/none", token=token).json["_v"] == version.replace("_", ".")


def test_every_change_gives_a_new_state(api: Api) -> None:
    token = api.customer()
    answers = [api.post(f"{V23}/baskets", token=token)]
    path = f"{V23}/baskets/{answers[0].json['basket_id']}"
    for method, resource, body in (
        ("POST", "/items", [{"product_id": "mug-01", "quantity": 1}]),
        ("PATCH", "", {"c_deliveryNote": "at the back"}),
        ("PUT", "/shipments/me/shipping_method", {"id": "001"}),
        ("PUT", "/customer", {"email": "guest@example.com"}),
    ):
        answers.append(api.call(method, path + resource, body, token=token))
    states = [answer.json["_resource_state"] for answer in answers]
    assert all(re.fullmatch("[0-9a-f]{64}", state) for state in states)
    assert len(set(states)) == len(states)
    assert api.get(path, token=token).json["_resource_state"] == states[-1]
    assert all(answer.text.count("_resource_state") == 1 for answer in answers)


def test_links_to_promotions_copy_the_query(api: Api, load: Load) -> None:
    free = shipping_promotion("free", "Free", "Free", "001", "<threshold>0</threshold><free/>")
    load(products(SHIRT) | free)
    token = api.customer()
    items = {"product_items": [{"product_id": SHIRT.product_id, "quantity": 1}]}
    path = f"{V23}/baskets/{api.post(f'{V23}/baskets', items, token=token).json['basket_id']}"
    method = f"{path}/shipments/me/shipping_method?c_from=a%20shop"
    basket = api.call("PUT", method, {"id": "001"}, token=token).json
    (shown,) = basket["shipments"][0]["shipping_method"]["shipping_promotions"]
    assert shown["link"].endswith("/promotions/free?c_from=a%20shop")
    assert basket["notes"]["link"].endswith("/notes?c_from=a%20shop")
    (adjustment,) = basket["shipping_items"][0]["price_adjustments"]
    assert adjustment["promotion_link"].endswith("/promotions/free")
    assert api.get(shown["link"]).json["id"] == "free"


def test_a_note_has_an_id_of_26_characters(api: Api, agent: str) -> None:
    path = f"{V23}/baskets/{api.basket(agent)['basket_id']}/notes"
    assert api.post(path, {"subject": "Gate", "text": "Ring twice"}, token=agent).status == 200
    (note,) = api.get(path, token=agent).json["notes"]
    assert re.fullmatch("[0-9a-f]{26}", note["id"])


def test_custom_attributes_go_over(api: Api, agent: str) -> None:
    order = api.order(agent, c_totalWeight=32.0, c_deliveryNote="at the back")
    assert list(order)[-2:] == ["c_deliveryNote", "c_totalWeight"]
    assert (order["c_deliveryNote"], str(order["c_totalWeight"])) == ("at the back", "32.0")


def test_a_token_that_cannot_be_read_is_refused_as_recorded(api: Api) -> None:
    answer = api.get(f"{V23}/baskets/none", token="nonsense")
    assert (answer.status, answer.fault) == (401, "InvalidAccessTokenException")
    assert answer.json["fault"]["message"] == "Unauthorized request! The access token is invalid."


def test_a_guest_an_unknown_resource_and_a_refused_status(api: Api, agent: str) -> None:
    play(api, "v23_1/POST_customers_auth/guest.json.http")
    play(api, "v23_2/GET_incognito/unknown_resource.json.http")
    order_no = api.order(agent)["order_no"]
    play(api, "v23_1/PATCH_orders_order_no/refused_status.json.http", token=agent, order_no=order_no)


def test_the_comment_in_the_articles_basket_is_no_json(api: Api, agent: str) -> None:
    body = b'{"customer_info": {"email": "x@gmail.com", "customer_no": "000000001"}//other basket data\n}'
    answer = api.post(f"{V23}/baskets", body, token=agent)
    assert (answer.status, answer.fault) == (400, "BodyDecodingException")


def test_the_articles_basket_alone_is_not_ordered(api: Api, agent: str) -> None:
    basket = {"customer_info": {"email": "x@gmail.com", "customer_no": "000000001"}}
    basket_id = api.post(f"{V23}/baskets", basket, token=agent).json["basket_id"]
    answer = api.post(f"{V23}/orders", {"basket_id": basket_id}, token=agent)
    assert (answer.status, answer.fault) == (400, "ValidationException")


def test_a_coupon_item_has_the_properties_of_the_page(api: Api, agent: str) -> None:
    path = f"{V23}/baskets/{api.basket(agent)['basket_id']}/coupons"
    (item,) = api.post(path, {"code": "WELCOME10"}, token=agent).json["coupon_items"]
    assert re.fullmatch("[0-9a-f]{26}", item.pop("coupon_item_id"))
    assert item == {"_type": "coupon_item", "code": "WELCOME10", "status_code": "applied", "valid": True}
