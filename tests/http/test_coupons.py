"""Coupon codes on a basket: entered, refused with the one fault, taken out; and what a whole document may bring."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.http.coupons import load_coupons

from counterfoil.documents.basket import Basket

V22 = "/s/RefArch/dw/shop/v22_10"
POINT = "dw.ocapi.shop.basket.coupon."


@pytest.fixture
def shop(api: Api, tmp_path: Path) -> Api:
    """The demo shop with coupons."""
    load_coupons(api, tmp_path)
    return api


def coupons_of(basket: dict[str, Any]) -> str:
    return f"{V23}/baskets/{basket['basket_id']}/coupons"


def enter(shop: Api, agent: str, basket: dict[str, Any], code: str) -> Answer:
    return shop.post(coupons_of(basket), {"code": code}, token=agent)


@pytest.mark.parametrize("code", ["HELLO", "hello", " Hello "])
def test_a_code_brings_its_discount_whatever_its_case(shop: Api, agent: str, code: str) -> None:
    basket = shop.basket(agent)
    answer = enter(shop, agent, basket, code)
    assert answer.status == 200
    (item,) = answer.json["coupon_items"]
    assert len(item.pop("coupon_item_id")) == 26
    assert item == {"_type": "coupon_item", "code": code.strip(), "status_code": "applied", "valid": True}
    (adjustment,) = answer.json["order_price_adjustments"]
    assert (adjustment["coupon_code"], adjustment["price"]) == (code.strip(), Decimal("-1.00"))


def test_a_code_may_be_entered_before_its_promotion_applies(shop: Api, agent: str) -> None:
    answer = enter(shop, agent, shop.basket(agent), "BIG")
    assert answer.status == 200
    assert [(item["status_code"], item["valid"]) for item in answer.json["coupon_items"]] == [
        ("no_applicable_promotion", True)
    ]


def test_a_code_is_taken_out_with_its_discount(shop: Api, agent: str) -> None:
    basket = shop.basket(agent)
    item = enter(shop, agent, basket, "HELLO").json["coupon_items"][0]
    path = f"{coupons_of(basket)}/{item['coupon_item_id']}"
    answer = shop.delete(path, token=agent)
    assert answer.status == 200
    assert not {"coupon_items", "order_price_adjustments"} & set(answer.json)
    assert answer.json["order_total"] == basket["order_total"]
    again = shop.delete(path, token=agent)
    assert (again.status, again.fault) == (404, "CouponItemNotFoundException")
    assert again.arguments == {"couponItemId": item["coupon_item_id"]}


@pytest.mark.parametrize("code", ["nope", "o-1", "OFF", "IDLE", "4111111111111111"])
def test_a_code_that_cannot_be_used_is_refused(shop: Api, agent: str, code: str) -> None:
    basket = shop.basket(agent)
    answer = enter(shop, agent, basket, code)
    assert (answer.status, answer.fault) == (400, "InvalidCouponCodeException")
    shown = code if not code.isdigit() else "*" * 16
    assert answer.arguments == {"couponCode": shown}
    assert "coupon_items" not in shop.get(f"{V23}/baskets/{basket['basket_id']}", token=agent).json


@pytest.mark.parametrize("body", [{}, {"code": ""}, {"code": "  "}, {"code": None}, None])
def test_a_code_must_be_given(shop: Api, agent: str, body: dict[str, Any] | None) -> None:
    answer = shop.post(coupons_of(shop.basket(agent)), body, token=agent)
    assert (answer.status, answer.fault) == (400, "MissingCouponCodeException")


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("HELLO", "hello", 400),
        ("O-1", "O-1", 400),
        ("O-1", "O-2", 400),
        ("S-1", "S-1", 400),
        ("S-1", "S-2", 200),
        ("HELLO", "O-1", 200),
    ],
)
def test_a_second_code(shop: Api, agent: str, first: str, second: str, status: int) -> None:
    """The same code twice, or another of its coupon, is refused unless the coupon allows several."""
    basket = shop.basket(agent)
    assert enter(shop, agent, basket, first).status == 200
    answer = enter(shop, agent, basket, second)
    assert answer.status == status
    if status == 400:
        assert answer.fault == "InvalidCouponCodeException"


def test_another_customers_basket_is_not_touched(shop: Api, agent: str) -> None:
    basket = shop.basket(agent)
    item = enter(shop, agent, basket, "HELLO").json["coupon_items"][0]
    guest = shop.customer()
    assert enter(shop, guest, basket, "O-1").fault == "InvalidCustomerException"
    path = f"{coupons_of(basket)}/{item['coupon_item_id']}"
    assert shop.delete(path, token=guest).fault == "InvalidCustomerException"
    assert shop.post(f"{V23}/baskets/none/coupons", {"code": "O-1"}, token=agent).fault == "BasketNotFoundException"


def test_a_code_is_entered_in_xml(shop: Api, agent: str) -> None:
    path = coupons_of(shop.basket(agent))
    headers = {"Content-Type": "application/xml"}
    answer = shop.post(path, b"<coupon_item><code>HELLO</code></coupon_item>", token=agent, headers=headers)
    assert answer.status == 200
    assert "<status_code>applied</status_code>" in answer.text


def test_hooks_are_called_around_a_code(shop: Api, agent: str) -> None:
    seen: list[tuple[str, str, int]] = []

    def watch(point: str) -> None:
        def hook(basket: Any, other: Any, *_: Any) -> None:
            assert isinstance(basket, Basket)
            seen.append((point, type(other).__name__, len(basket.coupon_items or ())))

        shop.application.server.hooks.register(POINT + point, hook)

    for point in (
        "beforePOST",
        "afterPOST",
        "modifyPOSTResponse",
        "beforeDELETE",
        "afterDELETE",
        "modifyDELETEResponse",
    ):
        watch(point)
    basket = shop.basket(agent)
    item = enter(shop, agent, basket, "HELLO").json["coupon_items"][0]
    shop.delete(f"{coupons_of(basket)}/{item['coupon_item_id']}", token=agent)
    assert seen == [
        ("beforePOST", "CouponItem", 0),
        ("afterPOST", "CouponItem", 1),
        ("modifyPOSTResponse", "dict", 1),
        ("beforeDELETE", "str", 1),
        ("afterDELETE", "str", 0),
        ("modifyDELETEResponse", "dict", 0),
    ]


BAD_CODES = [{"code": "nope"}, {"code": "HELLO"}, {"code": "OFF"}, {"code": "IDLE"}, {"code": "hello"}]


def test_a_whole_document_loses_its_invalid_codes_silently(shop: Api, agent: str) -> None:
    basket = shop.basket(agent, coupon_items=BAD_CODES)
    assert [item["code"] for item in basket["coupon_items"]] == ["HELLO"]
    assert basket["order_price_adjustments"][0]["price"] == Decimal("-1.00")
    answer = shop.post(f"{V23}/baskets", {"coupon_items": [{}]}, token=agent)
    assert answer.fault == "MissingCouponCodeException"


@pytest.mark.parametrize("item", [item for item in BAD_CODES if item["code"].upper() != "HELLO"])
def test_before_23_an_invalid_code_refuses_the_whole_document(shop: Api, agent: str, item: dict[str, Any]) -> None:
    answer = shop.post(f"{V22}/baskets", {"coupon_items": [item]}, token=agent)
    assert (answer.status, answer.fault) == (400, "InvalidCouponCodeException")


def test_a_code_that_became_invalid_keeps_the_basket_from_being_ordered(shop: Api, agent: str, tmp_path: Path) -> None:
    basket = shop.basket(agent, coupon_items=[{"code": "HELLO"}])
    off = '<coupon coupon-id="hello"><enabled-flag>false</enabled-flag></coupon>'
    content = f'<coupons xmlns="http://www.demandware.com/xml/impex/coupon/2008-06-17">{off}</coupons>'
    load_coupons(shop, tmp_path, coupons=content)
    answer = shop.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=agent)
    assert (answer.status, answer.fault) == (400, "ValidationException")
    path = f"{V23}/baskets/{basket['basket_id']}"
    now = shop.patch(path, {"c_note": "again"}, token=agent).json
    assert [(item["status_code"], item["valid"]) for item in now["coupon_items"]] == [("coupon_disabled", False)]
    assert "_flash" not in now
    old = shop.get(f"/s/RefArch/dw/shop/v17_2/baskets/{basket['basket_id']}", token=agent)
    assert [flash["type"] for flash in old.json["_flash"]] == ["InvalidCouponCode"]
