"""What hooks see and pass along in a request, what they calculate, and which of them run at all."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from tests.api import V15, V23, Api
from tests.http.granted import client, entry, put
from tests.http.hooked import (  # noqa: F401  (some are fixtures)
    BASKET,
    ERROR,
    INVOICE,
    ORDER,
    PAYMENT,
    Register,
    agent,
    kept,
    register,
    shop,
)

from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.hooks import Context, Status


def test_data_of_a_request_goes_from_before_to_after_to_the_answer_and_no_further(
    shop: Api, agent: str, register: Register
) -> None:
    def before(_basket: Basket, *, context: Context) -> None:
        context.custom["steps"] = [*context.custom.get("steps", []), context.query["c_mine"]]

    def after(_order: Order, *, context: Context) -> None:
        context.custom["steps"].append("after")

    def modify(_order: Order, document: dict[str, Any], *, context: Context) -> None:
        document["c_steps"] = context.custom["steps"]

    register(ORDER + "beforePOST", before)
    register(ORDER + "afterPOST", after)
    register(ORDER + "modifyPOSTResponse", modify)
    for value in ("one", "two"):
        body = {"basket_id": shop.basket(agent)["basket_id"]}
        answer = shop.post(f"{V23}/orders?c_mine={value}", body, token=agent)
        assert answer.json["c_steps"] == [value, "after"]


def test_what_a_client_may_not_read_hooks_see_and_the_answer_is_narrowed_last(
    shop: Api, agent: str, register: Register
) -> None:
    seen: list[Any] = []

    def modify(_order: Order, document: dict[str, Any]) -> None:
        seen.append(sorted(document))
        document["c_total"] = document["order_total"]

    register(ORDER + "modifyGETResponse", modify)
    order = shop.order(agent)
    put(shop, client(entry("/orders/*", "get", read_attributes="(order_no,c_total)")))
    answer = shop.get(f"{V23}/orders/{order['order_no']}", token=agent)
    assert {"customer_info", "order_total", "payment_instruments"} <= set(seen[0])
    assert answer.json == {"_v": "23.1", "order_no": order["order_no"], "c_total": order["order_total"]}


def test_a_plain_list_may_take_the_place_of_one_in_the_answer(shop: Api, agent: str, register: Register) -> None:
    def only_cards(document: dict[str, Any]) -> None:
        methods = document["applicable_payment_methods"]
        document["applicable_payment_methods"] = [one for one in methods if one["id"] == "CREDIT_CARD"]
        document["c_any"] = {"a": [1, None, {"b": True}]}

    register(BASKET + "payment_methods.modifyGETResponse", only_cards)
    basket = shop.basket(agent)
    answer = shop.get(f"{V23}/baskets/{basket['basket_id']}/payment_methods", token=agent).json
    assert [one["id"] for one in answer["applicable_payment_methods"]] == ["CREDIT_CARD"]
    assert answer["c_any"] == {"a": [1, None, {"b": True}]}


def test_a_hook_calls_a_point_of_ones_own(shop: Api, agent: str, register: Register) -> None:
    register("app.fraud.detection", lambda order: "first")
    register("app.fraud.detection", lambda order: f"checked {order.order_no}")

    async def after(order: Order, *, context: Context) -> None:
        if context.has_hook("app.fraud.detection") and not context.has_hook("app.order.created"):
            order.custom["c_fraud"] = await context.call_hook("app.fraud.detection", "check", order)
            order.custom["c_created"] = await context.call_hook("app.order.created", "created", order)

    register(ORDER + "afterPOST", after)
    order = shop.order(agent)
    assert order["c_fraud"] == f"checked {order['order_no']}"
    assert "c_created" not in order or order["c_created"] is None


def test_a_hook_calls_the_calculation_of_the_server(shop: Api, agent: str, register: Register) -> None:
    async def after(basket: Basket, *, context: Context) -> Status:
        await context.call_hook("dw.order.calculate", "calculate", basket)
        basket.custom["c_total"] = str(basket.order_total)
        return Status(Status.OK)

    register(BASKET + "afterPOST", after)
    basket = shop.basket(agent)
    assert basket["c_total"] == str(basket["order_total"])


def test_a_hook_prices_the_shipping_and_the_rest_is_worked_out(shop: Api, agent: str, register: Register) -> None:
    usual = shop.basket(agent)

    def ship(basket: Basket) -> Status:
        for item in basket.shipping_items or ():
            item.price = Decimal("7.001")
        return Status(Status.OK)

    register("dw.order.calculateShipping", ship)
    basket = shop.basket(agent)
    assert basket["shipping_total"] == Decimal("7.00")
    assert basket["product_total"] == usual["product_total"]
    assert basket["order_total"] == basket["product_total"] + Decimal("7.00") + basket["tax_total"]


def test_a_hook_without_an_answer_leaves_shipping_and_tax_to_the_server(
    shop: Api, agent: str, register: Register
) -> None:
    usual = shop.basket(agent)
    seen: list[Any] = []
    register("dw.order.calculateShipping", lambda basket: seen.append("shipping"))
    register("dw.order.calculateTax", lambda basket: seen.append("tax"))
    basket = shop.basket(agent)
    assert seen == ["shipping", "tax"]
    names = ("shipping_total", "tax_total", "product_total", "order_total", "merchandize_total_tax")
    assert [basket[name] for name in names] == [usual[name] for name in names]


def test_a_hook_taxes_and_the_totals_follow(shop: Api, agent: str, register: Register) -> None:
    def tax(basket: Basket) -> Status:
        for line in [*(basket.product_items or ()), *(basket.shipping_items or ())]:
            line.tax_rate, line.tax, line.adjusted_tax = Decimal("0.5"), Decimal("1.004"), None
        return Status(Status.OK)

    register("dw.order.calculateTax", tax)
    basket = shop.basket(agent)
    lines = len(basket["product_items"]) + len(basket["shipping_items"])
    assert basket["tax_total"] == lines * Decimal("1.00")
    assert basket["order_total"] == basket["product_total"] + basket["shipping_total"] + basket["tax_total"]
    adjustment = {"level": "order", "discount": {"type": "amount", "value": 2}, "reason_code": "PRICE_MATCH"}
    path = f"{V23}/baskets/{basket['basket_id']}/price_adjustments"
    less = shop.post(path, adjustment, token=agent).json
    assert less["order_total"] == less["product_total"] + less["shipping_total"] + less["tax_total"]


@pytest.mark.parametrize("point", ["dw.order.calculateShipping", "dw.order.calculateTax"])
def test_an_error_of_shipping_or_tax_refuses_the_change(shop: Api, agent: str, register: Register, point: str) -> None:
    basket = shop.basket(agent)
    before = kept(shop)
    register(point, ERROR)
    item = [{"product_id": "mug-01", "quantity": 1}]
    answer = shop.post(f"{V23}/baskets/{basket['basket_id']}/items", item, token=agent)
    assert (answer.status, answer.arguments["extensionPoint"]) == (400, point)
    assert kept(shop) == before


def test_switched_off_hooks_of_the_api_do_not_run_and_the_rest_does(make_api: Callable[..., Api]) -> None:
    api = make_api(demo_hook=False, api_hooks=False)
    agent = api.agent_token()
    seen: list[str] = []
    hooks = api.application.server.hooks
    for point in (ORDER + "beforePOST", BASKET + "calculate", ORDER + "modifyPOSTResponse", PAYMENT + "afterPOST"):
        hooks.register(point, lambda *_, point=point: seen.append(point) or ERROR)
    hooks.register("dw.order.createOrderNo", lambda: "MINE-1")
    hooks.register("dw.order.payment.authorize", lambda *_: Status(Status.OK))
    order = api.order(agent)
    assert (order["order_no"], seen) == ("MINE-1", [])
    answer = api.post(f"{V23}/orders/MINE-1/payment_instruments", INVOICE, token=agent)
    assert (answer.status, seen) == (200, [])
    whole = {**INVOICE, "amount": float(order["order_total"])}
    assert api.post(f"{V23}/orders/MINE-1/payment_instruments", whole, token=agent).json["status"] == "new"


@pytest.mark.parametrize(
    "body", [None, {"payment_method_id": "INVOICE", "amount": 5}], ids=["without body", "with body"]
)
def test_payment_authorize_calls_its_two_points_and_does_nothing_else(
    shop: Api, agent: str, register: Register, body: Any
) -> None:
    order = shop.order(agent)
    before = shop.get(f"{V15}/orders/{order['order_no']}", token=agent).json
    seen: list[Any] = []
    for point in ("beforePaymentAuthorize", "afterPaymentAuthorize"):
        register(ORDER + point, lambda order, request, point=point: seen.append((point, order.order_no, request)))
    answer = shop.authorize(order, body)
    assert answer.status == 200
    number = order["order_no"]
    assert [one[:2] for one in seen] == [("beforePaymentAuthorize", number), ("afterPaymentAuthorize", number)]
    assert [one[2] and one[2].payment_method_id for one in seen] == [body and "INVOICE"] * 2
    assert shop.get(f"{V15}/orders/{number}", token=agent).json == before


def test_payment_authorize_that_is_refused_at_first_goes_no_further(shop: Api, agent: str, register: Register) -> None:
    seen: list[str] = []

    def mark(order: Order, _request: Any) -> Status:
        order.custom["c_seen"] = True
        return ERROR

    register(ORDER + "beforePaymentAuthorize", mark)
    register(ORDER + "afterPaymentAuthorize", lambda *_: seen.append("after"))
    order = shop.order(agent)
    before = kept(shop)
    answer = shop.authorize(order, None)
    assert (answer.status, answer.fault) == (400, "HookStatusException")
    assert seen == []
    assert kept(shop) == before


def test_an_ok_at_first_ends_that_point_and_not_the_next(shop: Api, agent: str, register: Register) -> None:
    seen: list[str] = []
    register(ORDER + "beforePaymentAuthorize", Status(Status.OK))
    register(ORDER + "beforePaymentAuthorize", lambda *_: seen.append("second"))
    register(ORDER + "afterPaymentAuthorize", lambda *_: seen.append("after"))
    assert shop.authorize(shop.order(agent), None).status == 200
    assert seen == ["after"]
