"""Which promotion applies before, beside or instead of which: each rule on figures worked out by hand."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.commerce.promotion_shop import (
    EVER,
    calculated,
    discount,
    explained,
    item_discounts,
    of_order,
    of_products,
    of_shipping,
    promoting,
    promotion,
    taken,
)
from tests.commerce.tea_shop import amount, basket, item

from counterfoil.commerce.shopper import Shopper
from counterfoil.documents.basket import Basket
from counterfoil.documents.promotion_data import Campaign, PromotionData, Recurrence, SourceCodeGroup

pytestmark = pytest.mark.fast
TEN = discount("percentage", "10")


def tea(promotion_id: str, percent: str = "10", products: str | None = None, **said: object) -> PromotionData:
    return promotion(promotion_id, of_products(discount("percentage", percent), discounted_products=products), **said)


def applied(*promotions: PromotionData, made: Basket | None = None) -> list[str]:
    """The promotions on a kettle, in the order in which they applied."""
    got = calculated(made or basket(item("kettle")), promoting(*promotions))
    return [promotion_id for promotion_id, _ in item_discounts(got).get("kettle", [])]


def test_the_lower_rank_comes_first_and_the_unranked_last():
    assert applied(tea("a"), tea("b", rank=20), tea("c", rank=10)) == ["c", "b", "a"]


def test_of_equal_rank_the_type_of_discount_decides():
    fixed = promotion("z", of_products(discount("fixed_price", "50")))
    money = promotion("y", of_products(discount("amount", "1")))
    assert applied(tea("a"), money, fixed) == ["z", "y", "a"]


def test_of_equal_type_the_best_for_the_shopper_comes_first_then_the_id():
    assert applied(tea("a", "5"), tea("b", "20"), tea("c", "5")) == ["b", "a", "c"]


def test_discounts_on_one_item_take_from_what_is_left():
    """59.00: 20 % is 11.80, 10 % of 47.20 is 4.72."""
    got = calculated(basket(item("kettle")), promoting(tea("a"), tea("b", "20")))
    assert item_discounts(got) == {"kettle": [("b", amount("-11.80")), ("a", amount("-4.72"))]}


def test_a_class_exclusive_promotion_is_alone_on_its_item_and_only_there():
    at = promoting(tea("a", exclusivity="class", products="kettle"), tea("b", "20"))
    got = calculated(basket(item("kettle"), item("camera")), at)
    assert item_discounts(got) == {"kettle": [("a", amount("-5.90"))], "camera": [("b", amount("-60.00"))]}


def test_exclusive_ones_come_before_better_ones():
    assert applied(tea("a", "5", exclusivity="class", rank=99), tea("b", "50", rank=1)) == ["a"]


def test_a_global_exclusive_promotion_keeps_all_others_out():
    order, shipping = promotion("o", of_order(TEN)), promotion("s", of_shipping(discount("free")))
    got = calculated(basket(item("kettle")), promoting(tea("a", exclusivity="global"), tea("b"), order, shipping))
    assert item_discounts(got) == {"kettle": [("a", amount("-5.90"))]}
    assert got.order_price_adjustments is None
    assert got.shipping_total == amount("5.99")


def test_a_global_exclusive_order_promotion_keeps_product_promotions_out():
    order = promotion("o", of_order(discount("amount", "5", "50")), exclusivity="global")
    got = calculated(basket(item("kettle")), promoting(tea("a"), order))
    assert item_discounts(got) == {}
    assert taken(got.order_price_adjustments) == [("o", amount("-5"))]
    small = calculated(basket(item("cup")), promoting(tea("a"), order))
    assert item_discounts(small) == {"cup": [("a", amount("-0.74"))]}


def test_a_global_exclusive_shipping_promotion_keeps_the_others_out():
    shipping = promotion("s", of_shipping(discount("free")), exclusivity="global")
    got = calculated(basket(item("kettle")), promoting(tea("a"), promotion("o", of_order(TEN)), shipping))
    assert (item_discounts(got), got.order_price_adjustments, got.shipping_total) == ({}, None, 0)


def test_class_exclusive_order_promotions_are_alone_in_their_class():
    at = promoting(
        promotion("o", of_order(TEN), exclusivity="class"), promotion("p", of_order(discount("amount", "20"))), tea("a")
    )
    got = calculated(basket(item("kettle")), at)
    assert taken(got.order_price_adjustments) == [("o", amount("-5.31"))]
    assert item_discounts(got) == {"kettle": [("a", amount("-5.90"))]}


def test_combinable_promotions_go_together_in_spite_of_exclusivity():
    assert applied(tea("a", exclusivity="class", combinable_promotions=["b"]), tea("b"), tea("c")) == ["a", "b"]


def test_mutually_exclusive_promotions_do_not_go_together():
    order = promotion("o", of_order(TEN), mutually_exclusive_promotions=["a"])
    got = calculated(basket(item("kettle")), promoting(tea("a"), order))
    assert got.order_price_adjustments is None
    assert applied(tea("a", "20", mutually_exclusive_promotions=["b"]), tea("b")) == ["a"]


def test_of_an_exclusivity_group_one_applies():
    assert applied(tea("a", "20", exclusivity_group="g"), tea("b", exclusivity_group="g"), tea("c")) == ["a", "c"]


def test_a_discounted_item_qualifies_for_no_other_promotion_if_it_must_not():
    half = tea("a", "50", products="kettle", prevent_requalifying_flag=True)
    order = promotion("o", of_order(discount("amount", "1", "20")))
    told = explained(basket(item("kettle"), item("cup")), promoting(half, order))
    assert told == {"a": None, "o": "the lowest threshold is 20, the basket has 7.35"}


def test_a_promotion_of_two_campaigns_applies_once():
    twice = tea("a")
    twice.assignments.append(type(twice.assignments[0])(campaign_id="second"))
    second = Campaign(campaign_id="second", enabled_flag=True)
    got = calculated(basket(item("kettle")), promoting(twice, campaigns=[EVER, second]))
    assert item_discounts(got) == {"kettle": [("a", amount("-5.90"))]}


def at_time(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"start_date": at_time("2023-11-15")}, "it has not begun"),
        ({"end_date": at_time("2023-11-14")}, "it has ended"),
        ({"recurrence": Recurrence(weekdays=["Monday"])}, "it is not in force on this day of the week"),
        ({"recurrence": Recurrence(weekdays=["Tuesday", "Wednesday"])}, None),
        ({"recurrence": Recurrence(time_from="23:00:00")}, "it is not in force at this time of the day"),
        ({"recurrence": Recurrence(time_from="22:00:00", time_to="23:00:00")}, None),
        ({"recurrence": Recurrence(time_from="21:00:00", time_to="06:00:00")}, None),
        ({"currency": "EUR"}, "it is for another currency, EUR"),
        ({"customer_groups": ["Trade"]}, "the customer is in none of its customer groups"),
        ({"customer_groups": ["Everyone"]}, None),
        ({"source_codes": ["mail"]}, "the source code is none of its source code groups"),
        ({"coupons": ["welcome"]}, "none of its coupons is in the basket and valid"),
    ],
)
def test_when_and_for_whom_a_promotion_is_in_force(said: dict[str, object], reason: str | None):
    """It is Tuesday, 2023-11-14, 22:13:20 in Greenwich."""
    assert explained(basket(item("kettle")), promoting(tea("a", **said))) == {"a": reason}


def test_recurrences_are_in_the_time_zone_of_the_site():
    """In Tokyo it is Wednesday, 07:13."""
    at = promoting(
        tea("a", recurrence=Recurrence(weekdays=["Wednesday"], time_from="07:00:00", time_to="08:00:00")),
        preferences={"SiteTimezone": "Asia/Tokyo"},
    )
    assert at.zone == ZoneInfo("Asia/Tokyo")
    assert explained(basket(item("kettle")), at) == {"a": None}


def test_a_campaign_narrows_all_its_promotions():
    for campaign in (
        Campaign(campaign_id="ever", enabled_flag=True, end_date=1),
        Campaign(campaign_id="ever", enabled_flag=True, customer_groups=["Registered"]),
        Campaign(
            campaign_id="ever", enabled_flag=True, customer_groups=["Everyone", "Trade"], customer_groups_match="all"
        ),
        Campaign(campaign_id="ever"),
        Campaign(campaign_id="ever", enabled_flag=True, applicable_online=False),
    ):
        got = calculated(basket(item("kettle")), promoting(tea("a"), campaigns=[campaign]))
        assert item_discounts(got) == {}


def test_any_or_all_of_the_kinds_of_qualifier_that_count():
    groups = {"customer_groups": ["Trade"], "source_codes": ["mail"]}
    mail = SourceCodeGroup(group_id="mail", enabled_flag=True, code_specs=["leaf"])

    def reason(**said: object) -> str | None:
        at = promoting(tea("a", **(groups | said)), source_codes=[mail])
        return explained(basket(item("kettle"), source_code="leaf"), at)["a"]

    assert reason(qualifiers_match="any") is None
    assert reason(qualifiers_match="all") == "the customer is in none of its customer groups"
    assert reason(qualifiers=["source-codes"], qualifiers_match="all") is None
    assert reason(source_codes=["other"]) == "none of the qualifiers that count is met"
    at = promoting(tea("a", **(groups | {"qualifiers_match": "all"})), source_codes=[mail])
    trader = Shopper(groups=frozenset({"Trade"}))
    assert explained(basket(item("kettle"), source_code="LEAF"), at, shopper=trader) == {"a": None}


def test_a_source_code_group_may_name_its_campaign():
    mail = SourceCodeGroup(group_id="mail", enabled_flag=True, code_specs=["leaf"], campaigns=["ever"])
    at = promoting(tea("a"), source_codes=[mail])
    assert explained(basket(item("kettle")), at)["a"] == "the source code is none of its source code groups"
    assert explained(basket(item("kettle"), source_code="leaf"), at)["a"] is None
