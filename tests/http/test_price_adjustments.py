"""Manual price adjustments: what agents take off by hand, at which level, and who may not."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.archive.archives import folder, xml

from counterfoil.ambient import SystemAmbient
from counterfoil.archive.load import load_archive
from counterfoil.documents.pricing import Discount, PriceAdjustment
from counterfoil.identity import accounts
from counterfoil.identity.caller import PERMISSIONS

KEY = "an-access-key"
CENT = Decimal("0.01")


def add_agent(api: Api, login: str, permissions: Sequence[str] = PERMISSIONS, roles: Sequence[str] = ()) -> str:
    """Make an agent and return a token."""
    store = api.application.server.store
    api.run(accounts.add_agent(store, SystemAmbient(), login, access_key=KEY, permissions=permissions, roles=roles))
    return api.agent_token(login, KEY)


class Desk:
    """An agent whom nothing limits, with a basket of two mugs and a tea."""

    def __init__(self, api: Api, token: str = "", **changes: Any) -> None:
        self.api = api
        self.token = token or add_agent(api, "boss@example.com")
        self.basket = api.basket(self.token, **changes)
        self.path = f"{V23}/baskets/{self.basket['basket_id']}"
        self.items = self.basket["product_items"]
        self.item_id = self.items[0]["item_id"]
        self.shipping_id = self.basket["shipping_items"][0]["item_id"]

    def adjust(self, level: str, kind: str, value: Any, **more: Any) -> Answer:
        """Add an adjustment; its item is the first of its level."""
        item = {"product": self.item_id, "shipping": self.shipping_id}.get(level)
        request = {"level": level, "item_id": item, "discount": {"type": kind, "value": value}, **more}
        return self.post({name: part for name, part in request.items() if part is not None})

    def post(self, body: Any, token: str = "", **options: Any) -> Answer:
        return self.api.post(f"{self.path}/price_adjustments", body, token=token or self.token, **options)

    def patch(self, price_adjustment_id: str, body: Any, token: str = "") -> Answer:
        path = f"{self.path}/price_adjustments/{price_adjustment_id}"
        return self.api.patch(path, body, token=token or self.token)

    def delete(self, price_adjustment_id: str, token: str = "") -> Answer:
        return self.api.delete(f"{self.path}/price_adjustments/{price_adjustment_id}", token=token or self.token)

    def read(self) -> Any:
        return self.api.get(self.path, token=self.token).json


@pytest.fixture
def desk(api: Api) -> Desk:
    return Desk(api)


def adjustments_of(basket: Any, level: str) -> list[Any]:
    """Return the adjustments of a level of a basket."""
    if level == "order":
        return list(basket.get("order_price_adjustments", ()))
    kind = "product_items" if level == "product" else "shipping_items"
    return [found for item in basket[kind] for found in item.get("price_adjustments", ())]


def test_an_adjustment_tells_who_made_it_when_and_why(desk: Desk) -> None:
    answer = desk.adjust("product", "percentage", 10, item_text="chipped", reason_code="PRICE_MATCH", c_shelf="B4")
    assert answer.status == 200, answer
    (made,) = adjustments_of(answer.json, "product")
    item = answer.json["product_items"][0]
    assert len(made["price_adjustment_id"]) == 26
    assert made["promotion_id"].startswith("dw.manual")
    assert made["promotion_link"].endswith(f"/promotions/{made['promotion_id']}")
    known = ("price_adjustment_id", "promotion_id", "promotion_link")
    assert {name: value for name, value in made.items() if name not in known} == {
        "_type": "price_adjustment",
        "applied_discount": {"_type": "discount", "percentage": 10, "type": "percentage"},
        "created_by": "boss@example.com",
        "creation_date": "2026-06-15T10:00:00.000Z",
        "custom": True,
        "item_text": "chipped",
        "last_modified": "2026-06-15T10:00:00.000Z",
        "manual": True,
        "price": -(item["price"] / 10).quantize(CENT),
        "reason_code": "PRICE_MATCH",
        "c_shelf": "B4",
    }
    assert item["price_after_item_discount"] == item["price"] + made["price"]
    assert answer.json == desk.read()


@pytest.mark.parametrize(
    ("level", "kind", "value"),
    [
        ("product", "percentage", "12.5"),
        ("product", "amount", "3.33"),
        ("product", "fixed_price", "5.00"),
        ("shipping", "percentage", "50"),
        ("shipping", "amount", "1.00"),
        ("shipping", "fixed_price", "0"),
        ("order", "percentage", "7"),
        ("order", "amount", "3.33"),
    ],
)
def test_each_kind_of_discount_comes_off_at_its_level(desk: Desk, level: str, kind: str, value: str) -> None:
    number = Decimal(value)
    answer = desk.adjust(level, kind, float(value))
    assert answer.status == 200, answer
    before, after = desk.basket, answer.json
    line = {"product": before["product_items"][0], "shipping": before["shipping_items"][0]}.get(level)
    price = before["product_sub_total"] if line is None else line["price"]
    quantity = line["quantity"] if level == "product" else 1
    expected = {
        "percentage": (price * number / 100).quantize(CENT, "ROUND_HALF_UP"),
        "amount": number,
        "fixed_price": price - number * quantity,
    }[kind]
    (made,) = adjustments_of(after, level)
    assert made["price"] == -expected
    taken_off = (before["product_total"] - after["product_total"], before["shipping_total"] - after["shipping_total"])
    assert taken_off == ((0, expected) if level == "shipping" else (expected, 0))
    assert after["order_total"] == after["product_total"] + after["shipping_total"] + after["tax_total"]
    shares = [item["price_after_order_discount"] for item in after["product_items"]]
    assert sum(shares) == after["product_total"], "no cent is lost"


def test_adjustments_come_one_after_the_other_and_never_below_nothing(desk: Desk) -> None:
    desk.adjust("product", "percentage", 50)
    desk.adjust("product", "amount", 1)
    answer = desk.adjust("product", "amount", 99999)
    item = answer.json["product_items"][0]
    assert item["price_after_item_discount"] == 0
    assert sum(found["price"] for found in item["price_adjustments"]) == -item["price"]


def test_an_adjustment_follows_the_price_it_was_made_for(desk: Desk) -> None:
    (made,) = adjustments_of(desk.adjust("product", "percentage", 10).json, "product")
    answer = desk.api.patch(f"{desk.path}/items/{desk.item_id}", {"quantity": 5}, token=desk.token)
    (kept,) = adjustments_of(answer.json, "product")
    assert kept["price_adjustment_id"] == made["price_adjustment_id"]
    assert kept["price"] == -(answer.json["product_items"][0]["price"] / 10).quantize(CENT, "ROUND_HALF_UP")


def test_a_chosen_promotion_id_is_kept_and_used_once(desk: Desk) -> None:
    answer = desk.adjust("order", "amount", 1, promotion_id="goodwill")
    assert adjustments_of(answer.json, "order")[0]["promotion_id"] == "goodwill"
    again = desk.adjust("product", "amount", 1, promotion_id="goodwill")
    assert (again.status, again.fault) == (400, "InvalidPromotionIdException")
    assert again.arguments == {"promotionId": "goodwill"}


def test_the_id_of_a_promotion_of_the_site_is_refused(desk: Desk, tmp_path: Path) -> None:
    promotion = '<promotion promotion-id="spring"><enabled-flag>true</enabled-flag></promotion>'
    archive = folder(tmp_path, {"sites/RefArch/promotions.xml": xml("promotions", promotion)})
    desk.api.run(load_archive(desk.api.application.server.store, archive, hash_password=str))
    answer = desk.adjust("order", "amount", 1, promotion_id="spring")
    assert (answer.status, answer.fault) == (400, "SystemPromotionIdException")
    assert answer.arguments == {"promotionId": "spring"}
    given = [{"applied_discount": {"type": "amount", "amount": 1}, "promotion_id": "spring"}]
    answer = desk.api.post(f"{V23}/baskets", {"order_price_adjustments": given}, token=desk.token)
    assert answer.fault == "SystemPromotionIdException"


def test_a_fixed_price_stands_once_on_an_item_and_never_on_the_order(desk: Desk) -> None:
    of_order = desk.adjust("order", "fixed_price", 10)
    assert (of_order.status, of_order.fault) == (400, "InvalidPriceAdjustmentLevelException")
    assert desk.adjust("product", "fixed_price", 5).status == 200
    assert desk.adjust("product", "fixed_price", 4).fault == "InvalidPriceAdjustmentLevelException"
    other = {"level": "product", "item_id": desk.items[1]["item_id"], "discount": {"type": "fixed_price", "value": 1}}
    assert desk.post(other).status == 200


def test_a_hundred_adjustments_are_the_most(desk: Desk) -> None:
    given = [{"applied_discount": {"type": "amount", "amount": 0.01}, "promotion_id": f"p{n}"} for n in range(100)]
    full = Desk(desk.api, desk.token, order_price_adjustments=given)
    answer = full.adjust("order", "amount", 1)
    assert (answer.status, answer.fault) == (400, "TooManyPromotionsException")
    document = {**desk.basket, "order_price_adjustments": [*given, {**given[0], "promotion_id": "p100"}]}
    assert desk.api.post(f"{V23}/baskets", document, token=desk.token).fault == "TooManyPromotionsException"


@pytest.mark.parametrize(
    ("body", "fault", "arguments"),
    [
        ({}, "PropertyConstraintViolationException", {"document": "price_adjustment_request", "path": "$.level"}),
        ({"level": "basket"}, "EnumConstraintViolationException", {"enumValue": "basket"}),
        ({"level": "order"}, "PropertyConstraintViolationException", {"path": "$.discount"}),
        (
            {"level": "order", "discount": {"type": "free", "value": 1}},
            "EnumConstraintViolationException",
            {"document": "discount_request", "enumValue": "free"},
        ),
        ({"level": "order", "discount": {"type": "amount"}}, "PropertyConstraintViolationException", {}),
        ({"level": "order", "discount": {"value": 1}}, "PropertyConstraintViolationException", {}),
        (
            {"level": "order", "discount": {"type": "amount", "value": -1}},
            "PropertyConstraintViolationException",
            {"document": "discount_request", "path": "$.discount.value"},
        ),
        (
            {"level": "order", "discount": {"type": "percentage", "value": 100.01}},
            "PropertyConstraintViolationException",
            {"path": "$.discount.value"},
        ),
        (
            {"level": "product", "discount": {"type": "amount", "value": 1}},
            "PropertyConstraintViolationException",
            {"path": "$.item_id"},
        ),
        (
            {"level": "order", "discount": {"type": "amount", "value": 1}, "reason_code": "WHY_NOT"},
            "EnumConstraintViolationException",
            {"enumValue": "WHY_NOT"},
        ),
        (
            {"level": "order", "discount": {"type": "amount", "value": 1}, "item_text": "card 4929 1234 5678 1236"},
            "PropertyConstraintViolationException",
            {"path": "$.item_text"},
        ),
        (
            {"level": "order", "discount": {"type": "amount", "value": 1}, "c_why": "4929123456781236"},
            "PropertyConstraintViolationException",
            {"path": "$.c_why"},
        ),
        ({"level": "order", "discount": {"type": "amount", "value": 1}, "price": 3}, "UnknownPropertyException", {}),
    ],
)
def test_a_request_that_cannot_be_carried_out_says_why(
    desk: Desk, body: Any, fault: str, arguments: dict[str, str]
) -> None:
    answer = desk.post(body)
    assert (answer.status, answer.fault) == (400, fault), answer
    assert arguments.items() <= answer.arguments.items()
    assert desk.read() == desk.basket


@pytest.mark.parametrize(
    ("level", "fault"), [("product", "ProductItemNotFoundException"), ("shipping", "ShippingItemNotFoundException")]
)
def test_an_item_that_is_not_there_is_not_found(desk: Desk, level: str, fault: str) -> None:
    answer = desk.adjust(level, "amount", 1, item_id="0" * 26)
    assert (answer.status, answer.fault) == (404, fault)
    crossed = desk.shipping_id if level == "product" else desk.item_id
    assert desk.adjust(level, "amount", 1, item_id=crossed).fault == fault


def test_a_change_keeps_what_it_does_not_name(desk: Desk) -> None:
    (made,) = adjustments_of(desk.adjust("product", "percentage", 10, item_text="chipped", c_a="1").json, "product")
    desk.api.clock.advance(60_000)
    answer = desk.patch(made["price_adjustment_id"], {"discount": {"type": "percentage", "value": 20}, "c_b": "2"})
    assert answer.status == 200, answer
    (changed,) = adjustments_of(answer.json, "product")
    assert changed["price"] == -(answer.json["product_items"][0]["price"] / 5).quantize(CENT, "ROUND_HALF_UP")
    differs = {name for name in changed if changed[name] != made.get(name)}
    assert differs == {"applied_discount", "c_b", "last_modified", "price"}
    cleared = desk.patch(made["price_adjustment_id"], {"item_text": None, "c_a": None, "reason_code": "BACKORDER"})
    (changed,) = adjustments_of(cleared.json, "product")
    assert {"item_text", "c_a"}.isdisjoint(changed)
    assert changed["reason_code"] == "BACKORDER"


@pytest.mark.parametrize(
    "discount",
    [{"type": "amount", "amount": 2}, {"amount": 2}, {"value": 2}, {"type": "amount", "value": 2}],
)
def test_a_change_may_name_the_amount_as_the_answer_does(desk: Desk, discount: Any) -> None:
    (made,) = adjustments_of(desk.adjust("order", "amount", 1).json, "order")
    answer = desk.patch(made["price_adjustment_id"], {"discount": discount})
    assert adjustments_of(answer.json, "order")[0]["price"] == -2


@pytest.mark.parametrize(
    ("discount", "fault", "arguments"),
    [
        ({"type": "percentage", "value": 1}, "DiscountTypeChangeException", {"typeFrom": "amount"}),
        ({"type": "amount", "percentage": 1}, "MissingDiscountAttributeException", {"attribute": "amount"}),
        ({"type": "amount"}, "MissingDiscountAttributeException", {"type": "amount"}),
        ({"amount": -1}, "PropertyConstraintViolationException", {}),
    ],
)
def test_a_change_of_type_or_without_amount_is_refused(
    desk: Desk, discount: Any, fault: str, arguments: dict[str, str]
) -> None:
    answer = desk.adjust("order", "amount", 1)
    (made,) = adjustments_of(answer.json, "order")
    refused = desk.patch(made["price_adjustment_id"], {"discount": discount})
    assert (refused.status, refused.fault) == (400, fault), refused
    assert arguments.items() <= refused.arguments.items()
    assert desk.read() == answer.json


def test_an_adjustment_is_taken_away_for_good(desk: Desk) -> None:
    (made,) = adjustments_of(desk.adjust("shipping", "percentage", 100).json, "shipping")
    answer = desk.delete(made["price_adjustment_id"])
    assert answer.status == 200
    state = ("_resource_state", "last_modified")
    assert {name: value for name, value in answer.json.items() if name not in state} == {
        name: value for name, value in desk.basket.items() if name not in state
    }
    for again in (desk.delete(made["price_adjustment_id"]), desk.patch(made["price_adjustment_id"], {})):
        assert (again.status, again.fault) == (404, "PriceAdjustmentIdNotFoundException")
        assert again.arguments == {"priceAdjustmentId": made["price_adjustment_id"]}
    assert (desk.delete("%20").status, desk.delete("%20").fault) == (400, "InvalidPriceAdjustmentIdException")


def test_what_promotions_made_is_not_changed_by_hand(desk: Desk) -> None:
    def promote(basket: Any, *_: Any) -> None:
        basket.order_price_adjustments = [
            PriceAdjustment(
                price_adjustment_id="system",
                promotion_id="spring",
                manual=False,
                custom=False,
                price=Decimal(-1),
                applied_discount=Discount(type="amount", amount=Decimal(1)),
            )
        ]

    desk.api.application.server.hooks.register("dw.ocapi.shop.basket.beforePATCH", promote)
    desk.api.patch(desk.path, {"c_x": "1"}, token=desk.token)
    for answer in (desk.patch("system", {"item_text": "x"}), desk.delete("system")):
        assert (answer.status, answer.fault) in (
            (400, "PriceAdjustmentNotManualException"),
            (404, "PriceAdjustmentIdNotFoundException"),
        )


def test_xml_is_read_and_written(desk: Desk) -> None:
    body = (
        b'<price_adjustment_request xmlns="http://www.demandware.com/xml/shop/23.1"><level>order</level>'
        b"<discount><type>amount</type><value>2.50</value></discount></price_adjustment_request>"
    )
    answer = desk.post(body, headers={"Content-Type": "application/xml"})
    assert answer.status == 200, answer
    assert "<price>-2.50</price>" in answer.text


def test_hooks_stand_around_each_change(desk: Desk, api: Api) -> None:
    seen: list[str] = []
    point = "dw.ocapi.shop.basket.price_adjustment."
    for name in ("beforePOST", "afterPOST", "modifyPOSTResponse", "beforePATCH", "afterPATCH", "modifyPATCHResponse"):
        api.application.server.hooks.register(point + name, lambda *_, name=name: seen.append(name))
    for name in ("beforeDELETE", "afterDELETE", "modifyDELETEResponse"):
        api.application.server.hooks.register(point + name, lambda *_, name=name: seen.append(name))
    made = adjustments_of(desk.adjust("order", "amount", 1).json, "order")[0]["price_adjustment_id"]
    desk.patch(made, {"item_text": "x"})
    desk.delete(made)
    assert seen == [
        f"{when}{method}{'Response' if when == 'modify' else ''}"
        for method in ("POST", "PATCH", "DELETE")
        for when in ("before", "after", "modify")
    ]


def test_another_currency_takes_amounts_of_the_former_one_away(desk: Desk, tmp_path: Path) -> None:
    currencies = '<preference preference-id="SiteCurrencies">USD:JPY</preference>'
    content = f"<standard-preferences><all-instances>{currencies}</all-instances></standard-preferences>"
    archive = folder(tmp_path, {"sites/RefArch/preferences.xml": xml("preferences", content)})
    store = desk.api.application.server.store
    desk.api.run(load_archive(store, archive, hash_password=lambda password: password))
    for level, kind, value in (("product", "percentage", 10), ("product", "fixed_price", 5), ("order", "amount", 3)):
        assert desk.adjust(level, kind, value).status == 200
    card = {"payment_card": {"card_type": "Visa"}, "payment_method_id": "CREDIT_CARD", "amount": 10.55}
    desk.api.post(f"{desk.path}/payment_instruments", card, token=desk.token)
    gift = {"amount": 50.55, "recipient_email": "ada@example.com"}
    assert desk.api.post(f"{desk.path}/gift_certificate_items", gift, token=desk.token).status == 200
    answer = desk.api.patch(desk.path, {"currency": "JPY"}, token=desk.token)
    assert answer.status == 200, answer
    (kept,) = adjustments_of(answer.json, "product")
    assert kept["applied_discount"]["percentage"] == 10
    assert adjustments_of(answer.json, "order") == []
    assert all("amount" not in found for found in answer.json["payment_instruments"])
    assert answer.json["gift_certificate_items"][0]["amount"] == 51
