"""Manual price adjustments in the document of a new basket, and who may make any at all."""

from typing import Any

import pytest
from tests.api import V23, Api
from tests.http.test_price_adjustments import CENT, Desk, add_agent, adjustments_of, desk  # noqa: F401


def test_a_new_basket_takes_adjustments_of_all_levels(desk: Desk) -> None:
    ten = {"applied_discount": {"type": "percentage", "percentage": 10}}
    document = desk.basket
    items = [{**item, "price_adjustments": [ten]} for item in document["product_items"]]
    shipping = [{**document["shipping_items"][0], "price_adjustments": [{**ten, "item_text": "late"}]}]
    amount = {"applied_discount": {"type": "amount", "amount": 2}, "promotion_id": "sorry", "reason_code": "BACKORDER"}
    made = desk.api.basket(
        desk.token, product_items=items, shipping_items=shipping, order_price_adjustments=[amount], c_x="1"
    )
    assert [len(adjustments_of(made, level)) for level in ("product", "shipping", "order")] == [len(items), 1, 1]
    assert all(found["manual"] for level in ("product", "shipping", "order") for found in adjustments_of(made, level))
    assert adjustments_of(made, "shipping")[0]["item_text"] == "late"
    assert adjustments_of(made, "order")[0]["promotion_id"] == "sorry"
    discounted = sum((item["price"] / 10).quantize(CENT, "ROUND_HALF_UP") for item in document["product_items"])
    assert made["product_total"] == document["product_total"] - discounted - 2
    order = desk.api.post(f"{V23}/orders", {"basket_id": made["basket_id"]}, token=desk.token).json
    assert order["order_total"] == made["order_total"]
    assert adjustments_of(order, "order") == adjustments_of(made, "order")


def test_an_adjustment_of_an_option_is_not_looked_at(desk: Desk) -> None:
    """Section 3.1 of the resource reference names those of order, items and shipping."""
    ten = {"applied_discount": {"type": "percentage", "percentage": 10}}
    option = {"option_id": "warranty", "option_value_id": "two-years", "price_adjustments": [ten]}
    made = desk.api.basket(
        desk.token, product_items=[{"product_id": "kettle-01", "quantity": 1, "option_items": [option]}]
    )
    (item,) = made["product_items"][0]["option_items"]
    assert "price_adjustments" not in item
    assert item["price_after_item_discount"] == item["price"] > 0


@pytest.mark.parametrize(
    ("adjustment", "fault"),
    [
        ({"applied_discount": {"type": "fixed_price", "amount": 1}}, "InvalidPriceAdjustmentLevelException"),
        ({"applied_discount": {"type": "amount"}}, "MissingDiscountAttributeException"),
        ({"applied_discount": {"type": "amount", "amount": -1}}, "PropertyConstraintViolationException"),
        ({"applied_discount": {"type": "free", "amount": 1}}, "PropertyConstraintViolationException"),
        ({"item_text": "x"}, "PropertyConstraintViolationException"),
    ],
)
def test_a_new_basket_refuses_what_the_resource_refuses(desk: Desk, adjustment: Any, fault: str) -> None:
    answer = desk.api.post(f"{V23}/baskets", {"order_price_adjustments": [adjustment]}, token=desk.token)
    assert (answer.status, answer.fault) == (400, fault)


def test_a_customer_takes_nothing_off(api: Api) -> None:
    guest = api.customer()
    given = [{"applied_discount": {"type": "amount", "amount": 5}}]
    desk = Desk(api, guest, order_price_adjustments=given, customer_info={"email": "a@example.com"})
    assert "order_price_adjustments" not in desk.basket
    answer = desk.adjust("order", "amount", 1)
    assert (answer.status, answer.fault) == (403, "AccessWithoutUserForbiddenException")
    assert desk.post({"level": "order"}, api.customer()).status == 400
    assert api.post(f"{desk.path}/price_adjustments", {"level": "order"}).fault == "AuthorizationHeaderMissingException"


@pytest.mark.parametrize(
    ("permission", "level"),
    [("Adjust_Item_Price", "product"), ("Adjust_Shipping_Price", "shipping"), ("Adjust_Order_Price", "order")],
)
def test_each_level_asks_for_its_own_permission(desk: Desk, permission: str, level: str) -> None:
    other = add_agent(desk.api, "new@example.com", ["Create_Order_On_Behalf_Of", permission])
    made = {
        one: adjustments_of(desk.adjust(one, "amount", 0.01).json, one)[0] for one in ("product", "shipping", "order")
    }
    desk.token = other
    for one, adjustment in made.items():
        statuses = [
            desk.adjust(one, "amount", 1).status,
            desk.patch(adjustment["price_adjustment_id"], {"item_text": "x"}).status,
            desk.delete(adjustment["price_adjustment_id"]).status,
        ]
        assert statuses == ([200] * 3 if one == level else [403] * 3)
    document = {"order_price_adjustments": [{"applied_discount": {"type": "amount", "amount": 1}}]}
    assert desk.api.post(f"{V23}/baskets", document, token=other).status == (200 if level == "order" else 403)
