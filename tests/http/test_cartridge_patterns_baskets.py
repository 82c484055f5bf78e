"""Cartridges that show more of baskets, choose their methods, and calculate them in either way that storefronts do."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.api import V23, Answer, Api

BASKETS = "app_tea_baskets"
CALCULATIONS = ["app_tea_calculation", "app_old_calculation"]

ShopWith = Callable[..., Api]


def path_of(basket: dict[str, Any], rest: str = "") -> str:
    return f"{V23}/baskets/{basket['basket_id']}{rest}"


def ok(answer: Answer) -> Any:
    assert answer.status == 200, answer
    return answer.json


def test_a_basket_is_shown_with_more(shop_with: ShopWith) -> None:
    api = shop_with(BASKETS)
    token = api.agent_token()
    basket = api.basket(token)
    shown = ok(api.get(path_of(basket), token=token))
    assert shown["c_products"] == basket["product_total"]
    assert shown["c_formatted"] == f"${basket['product_total']:.2f}"
    assert shown["c_empty"] == "true,false,2"
    assert shown["c_cards"] == ["Visa"]
    assert "channel_type" not in shown
    assert ok(api.patch(path_of(basket), {}, token=token))["channel_type"] == "callcenter"


def test_a_change_of_the_basket_lets_a_script_choose_and_calculate(shop_with: ShopWith) -> None:
    api = shop_with(BASKETS)
    token = api.agent_token()
    basket = api.basket(token)
    methods = ok(api.get(path_of(basket, "/shipments/me/shipping_methods"), token=token))
    assert (len(methods["applicable_shipping_methods"]), methods["c_of"]) == (1, "me")
    changed = ok(api.patch(path_of(basket), {"c_channel": "fast"}, token=token))
    assert changed["c_note"] == "2*mug-01 1*tea-01|true|true|true"
    assert changed["shipments"][0]["shipping_method"]["id"] != "001"
    assert changed["shipping_total"] > basket["shipping_total"]
    assert changed["order_total"] > basket["order_total"]
    kept = ok(api.get(path_of(basket), token=token))
    assert (kept["order_total"], kept["c_note"]) == (changed["order_total"], changed["c_note"])


def test_items_are_labelled_as_they_come_change_and_go(shop_with: ShopWith) -> None:
    api = shop_with(BASKETS)
    token = api.agent_token()
    basket = api.basket(token, product_items=[{"product_id": "tea-01", "quantity": 1}])
    added = ok(api.post(path_of(basket, "/items"), [{"product_id": "mug-01", "quantity": 2}], token=token))
    assert [(item["c_label"], item["c_added"]) for item in added["product_items"]] == [
        ("tea-01#0", "mug-01"),
        ("mug-01#1", "mug-01"),
    ]
    mug = added["product_items"][1]
    assert mug["c_note"] == "1 before"
    assert "c_label" not in ok(api.get(path_of(basket), token=token))["product_items"][0]
    item = f"/items/{mug['item_id']}"
    changed = ok(api.patch(path_of(basket, item), {"quantity": 3}, token=token))
    assert [item["c_changed"] for item in changed["product_items"]] == [3, 3]
    left = ok(api.delete(path_of(basket, item), token=token))
    assert [(item["c_label"], item["c_without"]) for item in left["product_items"]] == [("tea-01#0", mug["item_id"])]


def test_payment_methods_are_those_that_the_site_offers(shop_with: ShopWith) -> None:
    api = shop_with(BASKETS)
    token = api.agent_token()
    basket = api.basket(token)
    plain = ok(Api.get(shop_with("app_tea_core"), path_of(basket, "/payment_methods"), token=token))
    assert "INVOICE" in [method["id"] for method in plain["applicable_payment_methods"]]
    shown = ok(api.get(path_of(basket, "/payment_methods"), token=token))
    methods = {method["id"]: method["c_processor"] for method in shown["applicable_payment_methods"]}
    assert methods == {"CREDIT_CARD": "BASIC_CREDIT", "BANK_TRANSFER": "BANK_TRANSFER"}
    assert shown["c_total"] == basket["order_total"]


AMOUNTS = ("product_sub_total", "product_total", "shipping_total", "tax_total", "order_total")


@pytest.mark.parametrize("path", CALCULATIONS)
def test_a_storefronts_calculation_comes_to_what_the_servers_does(shop_with: ShopWith, path: str) -> None:
    by_server, by_script = shop_with("app_tea_core"), shop_with(path)
    token = by_server.agent_token()
    coupon = {"coupon_items": [{"code": "TEA10"}]}
    for changes in ({}, coupon, {"product_items": [{"product_id": "mug-01", "quantity": 12}]}):
        one, other = by_server.basket(token, **changes), by_script.basket(token, **changes)
        assert {name: other.get(name) for name in AMOUNTS} == {name: one.get(name) for name in AMOUNTS}
        for kind in ("product_items", "shipping_items"):
            assert [amounts(item) for item in other[kind]] == [amounts(item) for item in one[kind]]
        order = ok(by_script.post(f"{V23}/orders", {"basket_id": other["basket_id"]}, token=token))
        assert order["order_total"] == one["order_total"]


def amounts(item: dict[str, Any]) -> dict[str, Any]:
    names = ("price", "base_price", "tax", "tax_rate", "adjusted_tax", "price_after_order_discount", "quantity")
    return {name: item.get(name) for name in names}
