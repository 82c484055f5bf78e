"""POST baskets/{basket_id}/submit: how a basket became an order from 15.8 until 17.2."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.api import SHOP, V23, Answer, Api
from tests.http.shopper import Shopper, refused

from counterfoil.hooks import Status

OLD = f"{SHOP}/v16_9"


def submit(api: Api, basket_id: str, token: str, root: str = OLD) -> Answer:
    return api.post(f"{root}/baskets/{basket_id}/submit", token=token)


def test_a_basket_becomes_an_order_once(api: Api, agent: str) -> None:
    basket_id = api.basket(agent)["basket_id"]
    answers = api.together(*(api.request("POST", f"{OLD}/baskets/{basket_id}/submit", token=agent) for _ in range(6)))
    assert sorted(answer.status for answer in answers)[0] == 200
    assert len([answer for answer in answers if answer.status == 200]) == 1
    order = next(answer.json for answer in answers if answer.status == 200)
    assert (order["_v"], order["status"]) == ("16.9", "created")
    assert api.get(f"{V23}/orders/{order['order_no']}", token=agent).json["order_token"] == order["order_token"]
    assert refused(submit(api, basket_id, agent)) == (404, "BasketNotFoundException")


@pytest.mark.parametrize(("segment", "there"), [("15_7", False), ("15_8", True), ("17_2", True), ("17_3", False)])
def test_it_is_there_in_its_versions_only(api: Api, agent: str, segment: str, there: bool) -> None:
    basket_id = api.basket(agent)["basket_id"]
    answer = submit(api, basket_id, agent, f"{SHOP}/v{segment}")
    assert (answer.status == 200) == there
    if not there:
        assert answer.fault == "ResourcePathNotFoundException"


def test_an_email_was_demanded_then(api: Api) -> None:
    token = api.customer()
    basket_id = api.basket(token, customer_info=None)["basket_id"]
    answer = submit(api, basket_id, token)
    assert refused(answer) == (400, "ValidationException")
    assert "CustomerEmailRequired" in answer.json["fault"]["message"]
    basket = api.get(f"{OLD}/baskets/{basket_id}", token=token).json
    assert [(flash["type"], flash["path"]) for flash in basket["_flash"]] == [
        ("CustomerEmailRequired", "$.customer_info.email")
    ]
    assert "_flash" not in api.get(f"{V23}/baskets/{basket_id}", token=token).json
    assert api.post(f"{V23}/orders", {"basket_id": basket_id}, token=token).status == 200


def test_a_basket_of_another_customer_is_not_submitted(api: Api) -> None:
    basket_id = api.basket(api.customer(), customer_info=None)["basket_id"]
    assert refused(submit(api, basket_id, api.customer())) == (400, "InvalidCustomerException")
    assert refused(api.post(f"{OLD}/baskets/{basket_id}/submit")) == (401, "AuthorizationHeaderMissingException")


def test_its_points_have_their_old_names(api: Api, agent: str) -> None:
    seen: list[str] = []
    register = api.application.server.hooks.register
    register("dw.ocapi.shop.basket.beforeSubmit", lambda basket: seen.append(basket.basket_id))
    register("dw.ocapi.shop.basket.afterSubmit", lambda order: seen.append(order.status))
    register("dw.ocapi.shop.order.beforePOST", lambda _: Status(Status.ERROR))
    basket_id = api.basket(agent)["basket_id"]
    assert submit(api, basket_id, agent).status == 200
    assert seen == [basket_id, "created"]
    register("dw.ocapi.shop.basket.afterSubmit", lambda _: Status(Status.ERROR, "NO"))
    again = api.basket(agent)["basket_id"]
    assert refused(submit(api, again, agent)) == (400, "HookStatusException")
    assert api.get(f"{V23}/baskets/{again}", token=agent).status == 200


def test_the_former_name_of_the_calculation_is_called_by_its_default(make_api: Callable[..., Api]) -> None:
    api = make_api(demo_hook=False)
    shopper, seen = Shopper(api), []

    def calculate(basket: Any) -> None:
        seen.append(basket.basket_id)

    api.application.server.hooks.register("dw.ocapi.shop.basket.calculate", calculate)
    answer = shopper.add({"product_id": "mug-01", "quantity": 1})
    assert answer.json["product_items"][0]["price"] > 0, "without an answer the default goes on"
    assert seen == [answer.json["basket_id"]]
    api.application.server.hooks.register("dw.ocapi.shop.basket.calculate", lambda _: True)
    assert shopper.add({"product_id": "tea-01", "quantity": 1}).json["product_items"][1]["price"] is None
