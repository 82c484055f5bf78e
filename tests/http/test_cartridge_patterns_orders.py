"""Cartridges that work on orders without a storefront, and three that lie over one another."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.http.test_cartridges import SHOP, submit

ORDERS = "app_tea_orders"
EXPRESS = "app_tea_express"
OVERLAYS = "site_tea:plugin_tea_gifts:app_tea_core"

ShopWith = Callable[..., Api]


def order_path(order: dict[str, Any]) -> str:
    return f"{V23}/orders/{order['order_no']}"


def read(api: Api, order: dict[str, Any]) -> Any:
    answer = api.get(order_path(order), token=api.agent_token())
    assert answer.status == 200, answer
    return answer.json


def change(api: Api, order: dict[str, Any], **values: Any) -> Answer:
    return api.patch(order_path(order), values, token=api.agent_token())


def test_an_order_is_placed_by_its_hook_and_shown_with_what_scripts_keep_beside_it(shop_with: ShopWith) -> None:
    api = shop_with(ORDERS)
    answer = submit(api)
    assert answer.status == 200, answer
    order = answer.json
    assert (order["status"], order["customer_info"]["email"]) == ("new", "X@GMAIL.COM")
    assert order["c_note"] == "true,2,true,true,READY"
    first, second = read(api, order), read(api, order)
    assert first["c_receipt"] == {
        "total": order["order_total"],
        "lines": ["2 mug-01", "1 tea-01"],
        "reads": 1,
        "paidBy": f"tea-{order['order_no']}",
    }
    assert second["c_receipt"]["reads"] == 2
    assert [item["c_label"] for item in first["product_items"]] == ["mug-01 x 2", "tea-01 x 1"]
    assert [item["c_same"] for item in first["product_items"]] == [True, True]
    assert first["c_discount"] == 0
    assert first["customer_name"] == "Dear x@gmail.com"
    assert first["order_total"] == order["order_total"]


def test_what_a_hook_refuses_is_told_with_details(shop_with: ShopWith) -> None:
    api = shop_with(ORDERS)
    token = api.agent_token()
    basket = api.basket(token, product_items=[{"product_id": "tea-01", "quantity": 10}])
    refused = api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=token)
    assert (refused.status, refused.fault) == (400, "HookStatusException")
    assert refused.arguments == {
        "extensionPoint": SHOP + "order.beforePOST",
        "statusCode": "TOO_MANY",
        "statusMessage": "Nine of tea-01 are enough.",
        "statusDetails": {"quantity": 10},
    }


@pytest.mark.parametrize(
    ("told", "statuses"),
    [
        ("booked", ("open", "not_paid", "ready", "not_shipped")),
        ("paid", ("new", "paid", "ready", "not_shipped")),
        ("cancelled", ("cancelled", "not_paid", "not_exported", "not_shipped")),
    ],
)
def test_a_partner_sets_statuses_by_a_custom_attribute(
    shop_with: ShopWith, told: str, statuses: tuple[str, ...]
) -> None:
    api = shop_with(ORDERS)
    order = submit(api).json
    changed = change(api, order, c_a=told)
    assert changed.status == 200, changed
    names = ("status", "payment_status", "export_status", "shipping_status")
    assert tuple(changed.json[name] for name in names) == statuses
    assert tuple(read(api, order)[name] for name in names) == statuses


def test_a_change_that_a_hook_refuses_is_not_made(shop_with: ShopWith) -> None:
    api = shop_with(ORDERS)
    order = submit(api).json
    refused = change(api, order, c_erp="12")
    assert refused.arguments["statusMessage"] == f"12 is none for {order['order_no']}"
    assert "c_erp" not in read(api, order)
    assert change(api, order, c_erp="ERP-12").json["c_erp"] == "ERP-12"


def test_three_cartridges_lie_over_one_another_and_find_each_other(shop_with: ShopWith) -> None:
    api = shop_with(OVERLAYS)
    token = api.agent_token()
    orders = [submit(api).json for _ in range(2)]
    seen = orders[0]["c_overlays"].split("|")
    assert seen == [
        "true",
        "core>gifts>site",
        "0",
        "core>gifts>site",
        "true",
        "core>gifts",
        "gift wrap for 4",
        "2",
        "3",
        "a file with a dot in its name",
        "core",
        "hoisted",
        "false",
        "missing",
        "object",
    ]
    # What a module keeps lives as long as a request: the second order counts from the beginning.
    assert orders[1]["c_overlays"] == orders[0]["c_overlays"]
    assert "c_overlays" not in api.get(order_path(orders[0]), token=token).json


def test_without_the_site_its_plugin_is_the_top(shop_with: ShopWith) -> None:
    api = shop_with("plugin_tea_gifts:app_tea_core")
    assert "c_overlays" not in submit(api).json


def test_a_basket_is_ordered_paid_and_placed_by_scripts_in_one_request(shop_with: ShopWith) -> None:
    api = shop_with(EXPRESS)
    token = api.agent_token()
    basket = api.basket(token)
    path = f"{V23}/baskets/{basket['basket_id']}"
    answer = api.patch(path, {"c_channel": "now"}, token=token)
    assert answer.status == 200, answer
    assert answer.json["c_express"]["placed"] is True
    order = read(api, {"order_no": answer.json["c_express"]["order"]})
    assert (order["status"], order["confirmation_status"], order["export_status"]) == ("new", "confirmed", "ready")
    assert order["order_total"] == basket["order_total"]
    assert api.get(path, token=token).fault == "BasketNotFoundException"
    assert api.breaches() == []


def test_a_basket_that_cannot_pay_comes_back_and_pays_later(shop_with: ShopWith) -> None:
    api = shop_with(EXPRESS)
    token = api.customer()
    basket = api.basket(token, customer_info={"email": "guest@example.com"})
    path = f"{V23}/baskets/{basket['basket_id']}"
    answer = api.patch(path, {"c_channel": "broke"}, token=token)
    assert answer.status == 200, answer
    again = f"{V23}/baskets/{answer.json['c_express']['basket']}"
    assert api.get(path, token=token).fault == "BasketNotFoundException"
    kept = api.get(again, token=token).json
    assert (kept["order_total"], len(kept["product_items"])) == (basket["order_total"], len(basket["product_items"]))
    assert api.patch(again, {"c_channel": "rich"}, token=token).json["c_express"]["placed"] is True
    assert api.breaches() == []


def test_a_basket_that_cannot_be_ordered_stays_as_it_is(shop_with: ShopWith) -> None:
    api = shop_with(EXPRESS)
    token = api.agent_token()
    basket = api.basket(token, shipments=None)
    answer = api.patch(f"{V23}/baskets/{basket['basket_id']}", {"c_channel": "now"}, token=token)
    assert answer.status == 200, answer
    assert answer.json["c_express"] == {"refused": True}
    assert api.get(f"{V23}/baskets/{basket['basket_id']}", token=token).status == 200
