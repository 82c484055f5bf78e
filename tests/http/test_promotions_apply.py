"""Promotions, coupons and source codes of the demo shop, as a client sees them. A mug is 14.00, a tea 9.50."""

from decimal import Decimal
from typing import Any

import pytest
from tests.api import SHOP, V23, Api

MUG, TEA = "mug-01", "tea-01"


@pytest.fixture
def token(api: Api) -> str:
    return api.agent_token()


def items(**quantities: int) -> list[dict[str, Any]]:
    return [{"product_id": {"mugs": MUG, "teas": TEA}[name], "quantity": each} for name, each in quantities.items()]


def with_codes(api: Api, token: str, *codes: str, **changes: Any) -> dict[str, Any]:
    """The demo's basket, or other items, with these coupon codes."""
    return api.basket(token, coupon_items=[{"code": code} for code in codes], **changes)


def adjustments(lines: list[dict[str, Any]] | None) -> list[tuple[str, Decimal]]:
    return [(each["promotion_id"], each["price"]) for each in lines or ()]


def test_the_demo_basket_has_no_promotion(api: Api, token: str):
    basket = api.basket(token)
    assert "price_adjustments" not in str(basket)


def test_a_code_takes_ten_per_cent_off_the_order(api: Api, token: str):
    """37.50 in goods: 3.75 off, in any case of letters."""
    basket = with_codes(api, token, "welcome10")
    assert [(each["status_code"], each["valid"]) for each in basket["coupon_items"]] == [("applied", True)]
    (adjustment,) = basket["order_price_adjustments"]
    assert adjustment.pop("price_adjustment_id")
    assert adjustment.pop("promotion_link").endswith("/promotions/welcome")
    assert adjustment == {
        "_type": "price_adjustment",
        "applied_discount": {"_type": "discount", "percentage": 10, "type": "percentage"},
        "coupon_code": "welcome10",
        "creation_date": "2026-06-15T10:00:00.000Z",
        "custom": False,
        "item_text": "Welcome: ten per cent",
        "last_modified": "2026-06-15T10:00:00.000Z",
        "manual": False,
        "price": Decimal("-3.75"),
        "promotion_id": "welcome",
    }
    assert basket["product_total"] == Decimal("33.75")


def test_a_code_of_a_mailing_is_found_among_many(api: Api, token: str):
    basket = with_codes(api, token, "MAIL-1003")
    assert adjustments(basket["order_price_adjustments"]) == [("mailing", Decimal("-5.00"))]


def test_two_coupons_go_together_in_the_order_of_their_ranks(api: Api, token: str):
    """5.00 off 37.50, then 10 % of 32.50."""
    basket = with_codes(api, token, "WELCOME10", "MAIL-1001")
    assert adjustments(basket["order_price_adjustments"]) == [
        ("mailing", Decimal("-5.00")),
        ("welcome", Decimal("-3.25")),
    ]


def test_the_third_mug_is_free(api: Api, token: str):
    basket = with_codes(api, token, "THREEMUGS", product_items=items(mugs=3))
    assert adjustments(basket["product_items"][0]["price_adjustments"]) == [("third-mug-free", Decimal("-14.00"))]
    assert basket["product_total"] == 28


def test_a_mug_and_a_tea_cost_twenty_together(api: Api, token: str):
    basket = with_codes(api, token, "TEAFORONE")
    assert basket["product_total"] == Decimal("34.00")


def test_biscuits_come_with_the_order_and_into_it(api: Api, token: str):
    basket = with_codes(api, token, "BISCUITS")
    bonus = basket["product_items"][-1]
    assert (bonus["product_id"], bonus["bonus_product_line_item"], bonus["price"]) == (
        "10010006",
        True,
        Decimal("4.75"),
    )
    assert bonus["price_after_item_discount"] == 0
    assert basket["product_total"] == Decimal("37.50")
    answer = api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=token)
    assert answer.status == 200, answer
    assert [each["product_id"] for each in answer.json["product_items"]] == [MUG, TEA, "10010006"]
    assert answer.json["order_total"] == basket["order_total"]


def test_a_choice_of_two_is_offered(api: Api, token: str):
    (choice,) = with_codes(api, token, "CHOOSETWO")["bonus_discount_line_items"]
    assert (choice["promotion_id"], choice["max_bonus_items"]) == ("choose-two", 2)
    assert choice["coupon_code"] == "CHOOSETWO"
    assert [each["product_id"] for each in choice["bonus_products"]] == ["10010004", "10010006"]
    assert choice["bonus_products"][0]["link"].endswith("/products/10010004")


def test_what_is_chosen_has_its_bonus_price(api: Api, token: str):
    basket = with_codes(api, token, "CHOOSETWO")
    choice = basket["bonus_discount_line_items"][0]["id"]
    path = f"{V23}/baskets/{basket['basket_id']}/items"
    towel = {"product_id": "10010004", "quantity": 1, "bonus_discount_line_item_id": choice}
    answer = api.post(path, [towel], token=token)
    assert answer.status == 200, answer
    chosen = answer.json["product_items"][-1]
    assert chosen["bonus_discount_line_item_id"] == choice
    assert (chosen["bonus_product_line_item"], chosen["price_after_item_discount"]) == (True, 3)
    for changes, fault in (
        ({"bonus_discount_line_item_id": "unknown"}, "BonusDiscountLineItemNotFoundException"),
        ({"product_id": TEA}, "InvalidBonusProductException"),
        ({"quantity": 2}, "BonusProductQuantityException"),
    ):
        refused = api.post(path, [towel | changes], token=token)
        assert (refused.status, refused.fault) == (400, fault)
    code = basket["coupon_items"][0]["coupon_item_id"]
    gone = api.delete(f"{V23}/baskets/{basket['basket_id']}/coupons/{code}", token=token)
    assert gone.status == 200, gone
    assert [each["product_id"] for each in gone.json["product_items"]] == [MUG, TEA]


@pytest.mark.parametrize("code", ["news7", "READERS-2026"])
def test_readers_of_the_newsletter_have_their_prices(api: Api, token: str, code: str):
    """15 % of 28.00, and a tea for 8.00."""
    basket = api.basket(token)
    answer = api.patch(f"{V23}/baskets/{basket['basket_id']}", {"source_code": code}, token=token)
    assert answer.status == 200, answer
    mugs, tea = answer.json["product_items"]
    assert adjustments(mugs["price_adjustments"]) == [("newsletter-tableware", Decimal("-4.20"))]
    assert tea["price"] == 8


def test_standard_shipping_is_free_from_a_threshold_on(api: Api, token: str):
    basket = api.basket(token, product_items=items(mugs=18))
    (shipping,) = basket["shipping_items"]
    assert (shipping["price"], shipping["price_after_item_discount"]) == (Decimal("9.99"), 0)
    assert basket["shipping_total"] == 0
    method = basket["shipments"][0]["shipping_method"]
    assert method["price"] == Decimal("9.99")
    assert [each["promotion_id"] for each in method["shipping_promotions"]] == ["free-standard-shipping"]
    answer = api.get(f"{V23}/baskets/{basket['basket_id']}/shipments/me/shipping_methods", token=token)
    shown = {each["id"]: each.get("shipping_promotions") for each in answer.json["applicable_shipping_methods"]}
    (promotion,) = shown.pop("001")
    assert promotion["link"].endswith("/promotions/free-standard-shipping")
    assert (promotion["promotion_name"], promotion["callout_msg"]) == (
        "Free standard shipping",
        "Free standard shipping from 250 on",
    )
    assert set(shown.values()) == {None}


def test_an_order_keeps_what_promotions_took_off(api: Api, token: str):
    order = api.order(token, coupon_items=[{"code": "WELCOME10"}])
    assert adjustments(order["order_price_adjustments"]) == [("welcome", Decimal("-3.75"))]
    assert order["coupon_items"][0]["status_code"] == "applied"


def test_the_other_site_has_its_own(api: Api):
    site = f"{SHOP.replace('RefArch', 'RefArchEU')}/v23_1"
    body = {"product_items": items(mugs=3), "coupon_items": [{"code": "THREEMUGS"}]}
    token = api.customer(site=SHOP.replace("RefArch", "RefArchEU"))
    basket = api.post(f"{site}/baskets", body, token=token).json
    assert basket["currency"] == "EUR"
    assert adjustments(basket["product_items"][0]["price_adjustments"]) == [("third-mug-free", Decimal("-13.00"))]


def test_a_removed_item_takes_its_discounts_along(api: Api, token: str):
    before = api.basket(token)
    path = f"{V23}/baskets/{before['basket_id']}/items"
    added = api.post(path, [{"product_id": MUG, "quantity": 16}], token=token)
    assert added.status == 200, added
    assert added.json["shipping_total"] == 0
    item_id = added.json["product_items"][0]["item_id"]
    after = api.patch(f"{path}/{item_id}", {"quantity": 2}, token=token)
    assert after.status == 200, after
    assert (after.json["order_total"], after.json["shipping_total"]) == (
        before["order_total"],
        before["shipping_total"],
    )
    assert "price_adjustments" not in str(after.json)
