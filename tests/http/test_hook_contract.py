"""The execution contract of hooks, line by line: order, answers, rollback, faults."""

import contextlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Api
from tests.http.gift_certificates import CODE, load_certificates
from tests.http.hooked import BASKET, ERROR, ORDER, Register, agent, kept, register, shop, submit  # noqa: F401  (fixtures)

from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.hooks import Context, Status, StatusItem


def test_a_submit_calls_its_points_around_the_commit(shop: Api, agent: str, register: Register) -> None:
    """The order is in the store when the answer is validated, and not before."""
    seen: list[Any] = []
    store = shop.application.server.store

    def looking(name: str) -> Any:
        async def look(*_: Any, context: Context) -> None:
            found = await store.order("RefArch", numbers[-1]) if numbers else None
            seen.append((name, found is not None, context.transaction.inside))

        return look

    numbers: list[str] = []
    register(ORDER + "afterPOST", lambda order: numbers.append(order.order_no))
    for point in (
        ORDER + "beforePOST",
        "dw.order.calculate",
        BASKET + "validateBasket",
        ORDER + "afterPOST",
        ORDER + "validateOrder",
        ORDER + "modifyPOSTResponse",
    ):
        register(point, looking(point.rpartition(".")[2]))
    basket = shop.basket(agent)
    seen.clear()
    assert submit(shop, agent, basket).status == 200
    assert seen == [
        ("beforePOST", False, True),
        ("calculate", False, True),
        ("validateBasket", False, False),
        ("afterPOST", False, True),
        ("validateOrder", True, False),
        ("modifyPOSTResponse", True, False),
    ]


def test_the_system_works_between_before_and_after(shop: Api, agent: str, register: Register) -> None:
    seen: list[Any] = []
    basket = shop.basket(agent, coupon_items=None)
    path = f"{V23}/baskets/{basket['basket_id']}"
    register(BASKET + "coupon.beforePOST", lambda basket, request: seen.append((basket.coupon_items, request.code)))
    register(BASKET + "coupon.afterPOST", lambda basket, request: seen.append(basket.coupon_items[0].code))
    register(
        BASKET + "coupon.modifyPOSTResponse", lambda basket, document, request: seen.append(document["order_total"])
    )
    answer = shop.post(f"{path}/coupons", {"code": "WELCOME10"}, token=agent)
    assert seen == [(None, "WELCOME10"), "WELCOME10", answer.json["order_total"]]


def test_what_a_hook_changes_in_a_request_document_is_what_the_system_works_with(
    shop: Api, agent: str, register: Register
) -> None:
    def change(_basket: Basket, items: Any) -> None:
        items[0].quantity = Decimal(4)

    register(BASKET + "items.beforePOST", change)
    basket = shop.basket(agent)
    item = [{"product_id": "kettle-01", "quantity": 1}]
    answer = shop.post(f"{V23}/baskets/{basket['basket_id']}/items", item, token=agent)
    assert [line["quantity"] for line in answer.json["product_items"] if line["product_id"] == "kettle-01"] == [4]


@pytest.mark.parametrize("value", [Status(), Status(Status.OK, "FINE"), "anything", 0, False, {}], ids=repr)
def test_any_value_ends_the_chain_and_skips_the_default(shop: Api, agent: str, register: Register, value: Any) -> None:
    seen: list[str] = []
    register(BASKET + "afterPOST", lambda _: seen.append("first"))
    register(BASKET + "afterPOST", lambda _: seen.append("second") or value)
    register(BASKET + "afterPOST", lambda _: seen.append("third"))
    basket = shop.post(f"{V23}/baskets", {"product_items": [{"product_id": "mug-01", "quantity": 1}]}, token=agent).json
    assert seen == ["first", "second"]
    assert basket["product_items"][0]["price"] is None


def test_no_value_goes_on_to_the_default(shop: Api, agent: str, register: Register) -> None:
    register(BASKET + "afterPOST", None)
    register(BASKET + "afterPOST", None)
    basket = shop.post(f"{V23}/baskets", {"product_items": [{"product_id": "mug-01", "quantity": 1}]}, token=agent).json
    assert basket["product_items"][0]["price"] is not None


def test_the_first_error_of_several_items_is_told(shop: Api, agent: str, register: Register) -> None:
    status = Status(Status.OK, "FINE", "All is well.")
    status.add_item(StatusItem(Status.ERROR, "LIMIT", "At most {0} of {1}.", 3, "mug-01", details={"limit": 3}))
    status.add_item(StatusItem(Status.ERROR, "OTHER", "Not this one."))
    register(ORDER + "beforePOST", status)
    answer = submit(shop, agent, shop.basket(agent))
    assert (answer.status, answer.fault) == (400, "HookStatusException")
    assert answer.arguments == {
        "extensionPoint": ORDER + "beforePOST",
        "statusCode": "LIMIT",
        "statusMessage": "At most 3 of mug-01.",
        "statusDetails": {"limit": 3},
    }
    assert ORDER + "beforePOST" in answer.json["fault"]["message"]


def test_an_error_after_the_order_was_made_leaves_no_order_the_basket_and_a_gap_in_the_numbers(
    shop: Api, agent: str, register: Register
) -> None:
    numbers: list[str] = []
    refuse = [ERROR]

    def after(order: Order) -> Status | None:
        numbers.append(order.order_no or "")
        return refuse.pop() if refuse else None

    register(ORDER + "afterPOST", after)
    basket = shop.basket(agent)
    before = kept(shop)
    assert submit(shop, agent, basket).arguments["extensionPoint"] == ORDER + "afterPOST"
    assert kept(shop) == before
    assert shop.get(f"{V23}/orders/{numbers[0]}", token=agent).status == 404
    assert shop.get(f"{V23}/baskets/{basket['basket_id']}", token=agent).status == 200
    assert submit(shop, agent, basket).json["order_no"] == numbers[1]
    assert int(numbers[1]) == int(numbers[0]) + 1


def test_an_order_failed_after_it_was_made_is_kept_and_gives_everything_back(
    shop: Api, agent: str, register: Register, tmp_path: Path
) -> None:
    load_certificates(shop, tmp_path)
    basket = shop.basket(agent, coupon_items=[{"code": "WELCOME10"}])
    path = f"{V23}/baskets/{basket['basket_id']}"
    gift = {"payment_method_id": "GIFT_CERTIFICATE", "gift_certificate_code": CODE, "amount": 5}
    assert shop.post(f"{path}/payment_instruments", gift, token=agent).status == 200
    before = kept(shop)

    def fail(order: Order) -> Status:
        order.status = "failed"
        return Status(Status.OK)

    register(ORDER + "afterPOST", fail)
    answer = submit(shop, agent, basket)
    assert (answer.status, answer.json["status"]) == (200, "failed")
    assert shop.get(f"{V23}/orders/{answer.json['order_no']}", token=agent).json["status"] == "failed"
    assert shop.get(path, token=agent).status == 404
    after = kept(shop)
    for name in ("inventory", "redemptions", "redemption_counts", "gift_certificates", "gift_certificate_uses"):
        assert after[name] == before[name]


@pytest.mark.parametrize("point", ["validateOrder", "modifyPOSTResponse"])
def test_after_the_commit_an_error_or_an_exception_leaves_the_order(
    shop: Api, agent: str, register: Register, point: str
) -> None:
    numbers: list[str] = []
    register(ORDER + "afterPOST", lambda order: numbers.append(order.order_no))
    answers: list[Any] = [lambda: 1 / 0, lambda: ERROR]
    register(ORDER + point, lambda *_: answers.pop()())
    refused = submit(shop, agent, shop.basket(agent))
    assert (refused.status, refused.arguments["extensionPoint"]) == (400, ORDER + point)
    assert (refused.arguments["statusCode"], refused.arguments["statusMessage"]) == ("NO_WAY", "It must not be.")
    failed = submit(shop, agent, shop.basket(agent))
    assert (failed.status, failed.fault) == (500, "HookInternalServerErrorException")
    shop.application.server.hooks.register(ORDER + point, lambda *_: None)
    for number in numbers:
        assert f"'{number}'" in kept(shop)["orders"]


def test_transactions_of_hooks_join_that_of_the_request(shop: Api, agent: str, register: Register) -> None:
    def before(order: Order, _request: Any, *, context: Context) -> None:
        with context.transaction:
            order.custom["c_before"] = True

    def after(order: Order, _request: Any, *, context: Context) -> None:
        context.transaction.begin()
        with context.transaction:
            order.custom["c_after"] = True
        context.transaction.commit()

    register(ORDER + "beforePATCH", before)
    register(ORDER + "afterPATCH", after)
    order = shop.order(agent)
    path = f"{V23}/orders/{order['order_no']}"
    assert shop.patch(path, {"c_seen": True}, token=agent).status == 200
    found = shop.get(path, token=agent).json
    assert (found["c_before"], found["c_after"], found["c_seen"]) == (True, True, True)


@pytest.mark.parametrize("point", ["beforePATCH", "afterPATCH"])
def test_a_rollback_spoils_the_whole_request(shop: Api, agent: str, register: Register, point: str) -> None:
    def change(order: Order, _request: Any, *, context: Context) -> None:
        context.transaction.begin()
        order.custom["c_before"] = True
        context.transaction.rollback()

    register(ORDER + point, change)
    order = shop.order(agent)
    before = kept(shop)
    answer = shop.patch(f"{V23}/orders/{order['order_no']}", {"c_seen": True}, token=agent)
    assert (answer.status, answer.fault) == (400, "HookStatusException")
    assert (answer.arguments["extensionPoint"], answer.arguments["statusCode"]) == (
        ORDER + point,
        "TransactionRolledBack",
    )
    assert kept(shop) == before


def test_an_exception_within_a_joined_transaction_spoils_it_even_when_it_is_caught(
    shop: Api, agent: str, register: Register
) -> None:
    def change(order: Order, _request: Any, *, context: Context) -> None:
        with contextlib.suppress(ZeroDivisionError), context.transaction:
            order.custom["c_before"] = 1 / 0

    register(ORDER + "afterPATCH", change)
    order = shop.order(agent)
    before = kept(shop)
    answer = shop.patch(f"{V23}/orders/{order['order_no']}", {"c_seen": True}, token=agent)
    assert answer.arguments["statusCode"] == "TransactionRolledBack"
    assert kept(shop) == before


def test_a_reservation_is_refused_outside_the_transaction(shop: Api, agent: str, register: Register) -> None:
    def hold(*_: Any, context: Context) -> None:
        context.reserve_inventory(10)

    register(BASKET + "modifyGETResponse", hold)
    basket = shop.basket(agent)
    answer = shop.get(f"{V23}/baskets/{basket['basket_id']}", token=agent)
    assert (answer.status, answer.arguments["statusCode"]) == (400, "ORMTransactionException")


NO_VALUES = {
    "an object": object(),
    "half a sign": "\ud83c",
    "no number": Decimal("NaN"),
    "beyond numbers": [Decimal("-Infinity")],
    "a name that is no text": {1: 2, "a": 3},
}


@pytest.mark.parametrize("value", NO_VALUES)
def test_what_no_document_can_hold_is_the_fault_of_its_hook_and_is_not_kept(
    shop: Api, agent: str, register: Register, value: str
) -> None:
    """The basket that holds it could be read by nobody."""
    register(BASKET + "beforePATCH", lambda basket, _: basket.custom.update(c_x=NO_VALUES[value]))
    basket = shop.basket(agent)
    path = f"{V23}/baskets/{basket['basket_id']}"
    answer = shop.patch(path, {}, token=agent)
    assert (answer.status, answer.fault) == (500, "HookInternalServerErrorException")
    assert answer.arguments == {"extensionPoint": BASKET + "beforePATCH"}
    assert shop.get(path, token=agent).json["order_total"] == basket["order_total"]


@pytest.mark.parametrize("value", [name for name in NO_VALUES if name != "a name that is no text"])
def test_no_answer_has_it_either(shop: Api, agent: str, register: Register, value: str) -> None:
    register(BASKET + "modifyGETResponse", lambda _, document: document.update(c_x=NO_VALUES[value]))
    answer = shop.get(f"{V23}/baskets/{shop.basket(agent)['basket_id']}", token=agent)
    assert (answer.status, answer.fault) == (500, "HookInternalServerErrorException")


@pytest.mark.parametrize("value", NO_VALUES)
def test_outside_of_the_transaction_it_is_a_change_as_any_other(
    shop: Api, agent: str, register: Register, value: str
) -> None:
    register(BASKET + "modifyGETResponse", lambda basket, _: basket.custom.update(c_x=NO_VALUES[value]))
    path = f"{V23}/baskets/{shop.basket(agent)['basket_id']}"
    answer = shop.get(path, token=agent)
    assert (answer.status, answer.fault) == (400, "HookStatusException")
    assert answer.arguments["statusCode"] == "ORMTransactionException"


def test_a_text_that_is_called_as_no_number_is_a_text(shop: Api, agent: str, register: Register) -> None:
    register(BASKET + "beforePATCH", lambda basket, _: basket.custom.update(c_x="of:NaN"))
    answer = shop.patch(f"{V23}/baskets/{shop.basket(agent)['basket_id']}", {}, token=agent)
    assert answer.json["c_x"] == "of:NaN"
