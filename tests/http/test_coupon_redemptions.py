"""Coupons redeemed by orders: limits that hold in a race, and what failed and cancelled orders give back."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.http.coupons import IMPEX, load_coupons
from tests.http.test_coupons import enter

from counterfoil.documents.order import Order

XENIA, XENIAS_PASSWORD = "x@gmail.com", "Earl-Grey-1"


@pytest.fixture
def shop(api: Api, tmp_path: Path) -> Api:
    """The demo shop with coupons."""
    load_coupons(api, tmp_path)
    return api


def mail(name: object) -> dict[str, Any]:
    return {"customer_info": {"email": f"{name}@example.com"}}


def basket_with(shop: Api, agent: str, code: str, customer: object = "ada") -> dict[str, Any]:
    return shop.basket(agent, coupon_items=[{"code": code}], **mail(customer))


def submit(shop: Api, agent: str, basket: dict[str, Any]) -> Answer:
    return shop.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=agent)


def order_with(shop: Api, agent: str, code: str, customer: object = "ada") -> dict[str, Any]:
    answer = submit(shop, agent, basket_with(shop, agent, code, customer))
    assert answer.status == 200, answer
    assert answer.json["coupon_items"][0]["status_code"] == "applied"
    order: dict[str, Any] = answer.json
    return order


def status_of(shop: Api, agent: str, code: str, customer: object = "eve") -> str:
    """Say how a basket of a customer is answered that enters a code."""
    basket = shop.basket(agent, **mail(customer))
    answer = enter(shop, agent, basket, code)
    shop.delete(f"{V23}/baskets/{basket['basket_id']}", token=agent)
    return "taken" if answer.status == 200 else answer.fault


@pytest.mark.parametrize("typed", ["AnyCase", "ANYCASE", "anycase"])
def test_a_code_is_used_up_however_it_is_typed(shop: Api, agent: str, typed: str) -> None:
    waiting = basket_with(shop, agent, typed, "bob")
    order_with(shop, agent, "aNYcASE")
    assert status_of(shop, agent, typed) == "InvalidCouponCodeException"
    refused = submit(shop, agent, waiting)
    assert (refused.status, refused.fault) == (400, "ValidationException")


@pytest.mark.parametrize("code", ["O-1", "SYS-1", "S-1"])
def test_a_code_is_used_up_by_its_order(shop: Api, agent: str, code: str) -> None:
    waiting = basket_with(shop, agent, code, "bob")
    assert waiting["coupon_items"][0]["valid"] is True
    order_with(shop, agent, code)
    assert status_of(shop, agent, code) == "InvalidCouponCodeException"
    assert status_of(shop, agent, "O-2") == "taken"
    refused = submit(shop, agent, waiting)
    assert (refused.status, refused.fault) == (400, "ValidationException")
    now = shop.patch(f"{V23}/baskets/{waiting['basket_id']}", {"c_note": "x"}, token=agent).json
    assert [item["status_code"] for item in now["coupon_items"]] == ["coupon_code_already_redeemed"]


def test_a_code_that_brought_nothing_is_not_used_up(shop: Api, agent: str) -> None:
    answer = submit(shop, agent, basket_with(shop, agent, "BIG"))
    assert answer.json["coupon_items"][0]["status_code"] == "no_applicable_promotion"
    assert status_of(shop, agent, "BIG") == "taken"


def test_a_limit_per_customer_goes_by_his_number_or_his_mail(shop: Api, agent: str) -> None:
    order_with(shop, agent, "M-1", "ada")
    assert status_of(shop, agent, "M-2", "ADA") == "InvalidCouponCodeException"
    assert status_of(shop, agent, "M-2", "bob") == "taken"
    xenia = shop.customer("credentials", XENIA, XENIAS_PASSWORD)
    basket = shop.basket(xenia, coupon_items=[{"code": "M-1"}], customer_info={"email": "ada@example.com"})
    assert submit(shop, xenia, basket).status == 200
    again = shop.basket(xenia, customer_info={"email": "other@example.com"})
    assert enter(shop, xenia, again, "M-2").fault == "InvalidCouponCodeException"


def test_a_limit_per_time_frame_ends_with_it(shop: Api, agent: str) -> None:
    order_with(shop, agent, "WEEKLY")
    assert status_of(shop, agent, "WEEKLY", "ada") == "InvalidCouponCodeException"
    assert status_of(shop, agent, "WEEKLY", "bob") == "taken"
    shop.clock.advance(7 * 24 * 3_600_000)
    assert status_of(shop, shop.agent_token(), "WEEKLY", "ada") == "taken"


@pytest.mark.parametrize("code", ["O-1", "HELLO"])
def test_twenty_shoppers_race_for_a_code(shop: Api, agent: str, code: str) -> None:
    """A code for one is redeemed by one; a code without limit by all."""
    baskets = [basket_with(shop, agent, code, n) for n in range(20)]
    body = [{"basket_id": basket["basket_id"]} for basket in baskets]
    answers = shop.together(*(shop.request("POST", f"{V23}/orders", each, token=agent) for each in body))
    if code == "HELLO":
        assert Counter(answer.status for answer in answers) == {200: 20}
        return
    assert Counter(answer.status for answer in answers) == {200: 1, 400: 19}
    assert {answer.fault for answer in answers if answer.status == 400} == {"ValidationException"}


@pytest.mark.parametrize("code", ["M-1", "WEEKLY"])
def test_a_customer_races_with_himself(shop: Api, agent: str, code: str) -> None:
    baskets = [basket_with(shop, agent, code) for _ in range(6)]
    body = [{"basket_id": basket["basket_id"]} for basket in baskets]
    answers = shop.together(*(shop.request("POST", f"{V23}/orders", each, token=agent) for each in body))
    assert Counter(answer.status for answer in answers)[200] == 1
    assert {answer.fault for answer in answers if answer.status != 200} == {"ValidationException"}


def set_status(shop: Api, agent: str, order: dict[str, Any], status: str) -> Answer:
    return shop.patch(f"{V23}/orders/{order['order_no']}", {"status": status}, token=agent)


def test_a_failed_order_gives_its_code_back(shop: Api, agent: str) -> None:
    order = order_with(shop, agent, "O-1")
    assert set_status(shop, agent, order, "failed").status == 200
    assert status_of(shop, agent, "O-1", "ada") == "taken"


def test_an_order_that_fails_at_once_redeems_nothing(shop: Api, agent: str) -> None:
    def fail(order: Order) -> None:
        order.status = "failed"

    shop.application.server.hooks.register("dw.ocapi.shop.order.afterPOST", fail)
    assert order_with(shop, agent, "O-1")["status"] == "failed"
    assert status_of(shop, agent, "O-1") == "taken"


def test_a_cancelled_order_gives_back_and_may_redeem_again(shop: Api, agent: str) -> None:
    order = order_with(shop, agent, "O-1")
    assert shop.authorize(order).json["status"] == "new"
    assert set_status(shop, agent, order, "cancelled").status == 200
    assert status_of(shop, agent, "O-1") == "taken"
    assert set_status(shop, agent, order, "open").status == 200
    assert status_of(shop, agent, "O-1") == "InvalidCouponCodeException"
    assert set_status(shop, agent, order, "cancelled").status == 200
    order_with(shop, agent, "O-1", "bob")
    refused = set_status(shop, agent, order, "open")
    assert (refused.status, refused.fault, refused.arguments) == (
        400,
        "InvalidCouponCodeException",
        {"couponCode": "O-1"},
    )
    assert shop.get(f"{V23}/orders/{order['order_no']}", token=agent).json["status"] == "cancelled"


def test_a_time_frame_counts_when_a_cancelled_order_is_opened_again(shop: Api, agent: str) -> None:
    order = order_with(shop, agent, "WEEKLY")
    assert shop.authorize(order).json["status"] == "new"
    assert set_status(shop, agent, order, "cancelled").status == 200
    assert set_status(shop, agent, order, "open").status == 200
    assert set_status(shop, agent, order, "cancelled").status == 200
    order_with(shop, agent, "WEEKLY")
    assert set_status(shop, agent, order, "open").fault == "InvalidCouponCodeException"


def test_codes_of_one_basket_count_together(shop: Api, agent: str) -> None:
    basket = basket_with(shop, agent, "F-1")
    refused = enter(shop, agent, basket, "F-2")
    assert refused.fault == "InvalidCouponCodeException"
    assert submit(shop, agent, basket).status == 200


def redemption(coupon_id: str, code: str, order_no: str, email: str = "") -> str:
    return (
        f'<coupon-redemption coupon-id="{coupon_id}"><coupon-code>{code}</coupon-code>'
        f"<creation-time>2026-06-14T10:00:00.000Z</creation-time><order-no>{order_no}</order-no>"
        f"<customer-email>{email}</customer-email></coupon-redemption>"
    )


def test_redemptions_of_another_system_count(shop: Api, agent: str, tmp_path: Path) -> None:
    made = [
        redemption("once", "O-1", "A1"),
        redemption("weekly", "WEEKLY", "A2", "Ada@example.com"),
        redemption("nobody", "X", "A3"),
        '<coupon-redemption coupon-id="once"/>',
    ]
    content = f'<coupon-redemptions xmlns="{IMPEX}couponredemption/2008-06-17">{"".join(made)}</coupon-redemptions>'
    report = load_coupons(shop, tmp_path, redemptions=content)
    assert [finding.message for finding in report.warnings if "limit-per-code" not in finding.message] == [
        "coupon-redemption has no coupon-code",
        "there is no coupon nobody",
    ]
    assert report.counts["coupon_redemption"].created == 2
    again = load_coupons(shop, tmp_path, redemptions=content)
    assert again.counts["coupon_redemption"].unchanged == 2
    assert status_of(shop, agent, "O-1") == "InvalidCouponCodeException"
    assert status_of(shop, agent, "WEEKLY", "ada") == "InvalidCouponCodeException"
    assert status_of(shop, agent, "WEEKLY", "bob") == "taken"


def test_what_an_order_keeps_of_its_redemptions_is_not_shown(shop: Api, agent: str) -> None:
    order = order_with(shop, agent, "O-1")
    for version in ("v23_1", "v17_8", "v15_2"):
        answer = shop.get(f"/s/RefArch/dw/shop/{version}/orders/{order['order_no']}", token=agent)
        assert answer.status == 200
        assert not any(name in answer.text for name in ("redeemed", "coupon_id", "merchant_id"))
