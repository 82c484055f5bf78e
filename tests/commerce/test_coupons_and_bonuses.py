"""What becomes of coupon items, bonus products and choices, and the price books of source codes."""

from decimal import Decimal

import pytest
from tests.commerce.promotion_shop import (
    calculated,
    coupons,
    discount,
    explained,
    of_order,
    of_products,
    promoting,
    promotion,
    taken,
)
from tests.commerce.tea_shop import PRODUCTS, amount, basket, item, row

from counterfoil.commerce.shop import Shop
from counterfoil.commerce.shopper import Redemptions, Shopper
from counterfoil.documents.basket import Basket
from counterfoil.documents.promotion_data import BonusProduct, CouponData, RedemptionLimits, SourceCodeGroup

pytestmark = pytest.mark.fast
FIVE_OFF = of_order(discount("amount", "5", "20"))


def couponed(limits: RedemptionLimits | None = None, **said: object) -> Shop:
    """The shop with 5.00 off from 20.00 on for the code TEA."""
    made = {"coupon_id": "tea", "kind": "single-code", "single_code": "TEA", "enabled_flag": True}
    coupon = CouponData(**(made | {"redemption_limits": limits or RedemptionLimits()} | said))
    return promoting(promotion("five", FIVE_OFF, coupons=["tea"]), coupons=[coupon])


def statuses(made: Basket) -> list[tuple[str | None, bool | None]]:
    return [(each.status_code, each.valid) for each in made.coupon_items or ()]


def test_a_coupon_that_works_is_applied_and_named_by_the_adjustment():
    made = calculated(basket(item("kettle"), coupon_items=coupons("TEA")), couponed())
    assert statuses(made) == [("applied", True)]
    assert taken(made.order_price_adjustments) == [("five", amount("-5"))]
    assert made.order_price_adjustments[0].coupon_code == "TEA"


def test_a_coupon_without_effect_stays_valid():
    made = calculated(basket(item("cup"), coupon_items=coupons("TEA")), couponed())
    assert statuses(made) == [("no_applicable_promotion", True)]
    made.product_items[0].quantity = Decimal(3)
    assert statuses(calculated(made, couponed())) == [("applied", True)]


def test_case_counts_unless_the_coupon_says_otherwise():
    made = basket(item("kettle"), coupon_items=coupons("tea"))
    assert statuses(calculated(made, couponed())) == [("coupon_code_unknown", False)]
    assert statuses(calculated(made, couponed(case_insensitive=True))) == [("applied", True)]


def test_a_coupon_that_is_off_or_opens_nothing():
    made = basket(item("kettle"), coupon_items=coupons("TEA"))
    assert statuses(calculated(made, couponed(enabled_flag=False))) == [("coupon_disabled", False)]
    alone = promoting(coupons=[CouponData(coupon_id="tea", kind="single-code", single_code="TEA", enabled_flag=True)])
    assert statuses(calculated(made, alone)) == [("no_active_promotion", False)]


LIMITS = [
    ({"limit_per_code": 1}, Redemptions(by_code={("tea", "TEA"): 1}), "coupon_code_already_redeemed"),
    ({"limit_per_code": 2}, Redemptions(by_code={("tea", "TEA"): 2}), "redemption_limit_exceeded"),
    ({"limit_per_code": 2}, Redemptions(by_code={("tea", "TEA"): 1}), "applied"),
    ({"limit_per_code": 0}, Redemptions(), "redemption_limit_exceeded"),
    ({"limit_per_customer": 1}, Redemptions(by_customer={"tea": 1}), "customer_redemption_limit_exceeded"),
    (
        {"limit_per_time_frame": 2, "time_frame_days": 7},
        Redemptions(in_time_frame={"tea": 2}),
        "timeframe_redemption_limit_exceeded",
    ),
]


@pytest.mark.parametrize(("limits", "redeemed", "status"), LIMITS)
def test_limits_are_compared_with_what_was_redeemed(limits: dict[str, int], redeemed: Redemptions, status: str):
    at = couponed(RedemptionLimits(**limits))
    made = calculated(basket(item("kettle"), coupon_items=coupons("TEA")), at, shopper=Shopper(redemptions=redeemed))
    assert statuses(made) == [(status, status == "applied")]
    assert bool(made.order_price_adjustments) is (status == "applied")


def test_a_code_counts_once_and_a_coupon_too_unless_it_allows_more():
    many = {"kind": "multiple-codes", "single_code": None}
    known = Shopper(coupons={"A": "tea", "B": "tea"})
    made = basket(item("kettle"), coupon_items=coupons("A", "A", "B"))
    got = calculated(made, couponed(**many), shopper=known)
    assert [each for each, _ in statuses(got)] == [
        "applied",
        "coupon_code_already_in_basket",
        "coupon_already_in_basket",
    ]
    several = couponed(RedemptionLimits(allow_multiple_codes_per_order=True), **many)
    got = calculated(made, several, shopper=known)
    assert [each for each, _ in statuses(got)] == ["applied", "coupon_code_already_in_basket", "applied"]
    assert taken(got.order_price_adjustments) == [("five", amount("-5"))]


def bonus(kind: str, *products: BonusProduct, threshold: str | None = None, **said: object):
    return of_products(
        discount(kind, None, threshold, bonus_products=list(products), **said),
        form="discounts",
        condition_type="product-quantity",
        discounted_products="kettle",
    )


CUP = BonusProduct(product_id="cup")


def test_a_bonus_product_is_added_for_nothing_and_goes_with_its_reason():
    at = promoting(promotion("gift", bonus("bonus", CUP, threshold="1")))
    made = calculated(basket(item("kettle")), at)
    added = made.product_items[1]
    assert (added.product_id, added.quantity, added.bonus_product_line_item) == ("cup", 1, True)
    assert (added.price, added.price_after_item_discount) == (amount("7.35"), 0)
    assert taken(added.price_adjustments) == [("gift", amount("-7.35"))]
    assert added.price_adjustments[0].applied_discount.type == "bonus"
    assert made.product_sub_total == 59
    again = calculated(made, at)
    assert [each.item_id for each in again.product_items] == ["item-kettle", added.item_id]
    again.product_items = [each for each in again.product_items if each.product_id != "kettle"]
    assert calculated(again, at).product_items is None


def test_a_bonus_is_given_for_every_multiple_of_the_threshold_up_to_the_maximum():
    rule = bonus("bonus", CUP, threshold="2")
    made = calculated(basket(item("kettle", "5")), promoting(promotion("gift", rule)))
    assert made.product_items[1].quantity == 2
    rule.max_applications = 1
    made = calculated(basket(item("kettle", "5")), promoting(promotion("gift", rule)))
    assert made.product_items[1].quantity == 1


def test_a_bonus_product_that_is_not_sold_or_not_there_is_not_given():
    at = promoting(promotion("gift", bonus("bonus", BonusProduct(product_id="retired"), CUP)))
    made = calculated(basket(item("kettle")), at, stock={"cup": Decimal(0), "kettle": None})
    assert [each.product_id for each in made.product_items] == ["kettle"]


def test_bonus_products_take_part_in_no_other_promotion():
    at = promoting(
        promotion("gift", bonus("bonus", CUP)),
        promotion("cups", of_products(discount("percentage", "10"), discounted_products="cup")),
        promotion("ten", of_order(discount("percentage", "10"))),
    )
    made = calculated(basket(item("kettle")), at)
    assert taken(made.product_items[1].price_adjustments) == [("gift", amount("-7.35"))]
    assert taken(made.order_price_adjustments) == [("ten", amount("-5.90"))]


def test_an_order_may_have_a_bonus_as_well():
    rule = of_order(discount("bonus", None, "50", bonus_products=[CUP]))
    made = calculated(basket(item("kettle")), promoting(promotion("gift", rule)))
    assert [each.product_id for each in made.product_items] == ["kettle", "cup"]
    assert made.order_total is not None
    assert made.product_total == 59


def choosing() -> Shop:
    products = (BonusProduct(product_id="cup", price=Decimal(1)), BonusProduct(product_id="spoon"))
    return promoting(promotion("choice", bonus("bonus_choice", *products, max_bonus_items=2)))


def test_a_choice_is_offered_and_keeps_its_id():
    made = calculated(basket(item("kettle")), choosing())
    (choice,) = made.bonus_discount_line_items
    assert (choice.promotion_id, choice.max_bonus_items) == ("choice", 2)
    assert [(each.product_id, each.product_name) for each in choice.bonus_products] == [
        ("cup", "Cup"),
        ("spoon", "Spoon"),
    ]
    assert calculated(made, choosing()).bonus_discount_line_items[0].id == choice.id


def test_what_is_chosen_has_the_price_of_the_choice():
    at = choosing()
    made = calculated(basket(item("kettle")), at)
    choice = made.bonus_discount_line_items[0].id
    made.product_items += [
        item("cup", bonus_discount_line_item_id=choice),
        item("spoon", bonus_discount_line_item_id=choice),
    ]
    got = calculated(made, at)
    assert [each.price_after_item_discount for each in got.product_items] == [59, 1, 0]
    assert [each.bonus_product_line_item for each in got.product_items] == [False, True, True]
    got.product_items.pop(0)
    gone = calculated(got, at)
    assert (gone.product_items, gone.bonus_discount_line_items) == (None, None)


def test_what_is_beyond_a_choice_is_an_ordinary_item():
    at = choosing()
    made = calculated(basket(item("kettle")), at)
    choice = made.bonus_discount_line_items[0].id
    made.product_items += [
        item("cup", "3", bonus_discount_line_item_id=choice),
        item("chest", bonus_discount_line_item_id=choice),
        item("spoon", bonus_discount_line_item_id="unknown"),
    ]
    got = calculated(made, at)
    assert [each.price_after_item_discount for each in got.product_items] == [
        59,
        amount("22.05"),
        120,
        amount("0.15"),
    ]
    assert {each.bonus_discount_line_item_id for each in got.product_items} == {None}


def test_a_source_code_opens_price_books():
    view = PRODUCTS["cup"]
    PRODUCTS["cup"] = type(view)(product=view.product, prices=[*view.prices, row("cup", "trade", ("1", "6.00"))])
    group = SourceCodeGroup(group_id="mail", enabled_flag=True, code_specs=["leaf"], pricebooks=["trade"])
    try:
        at = promoting(source_codes=[group])
        assert calculated(basket(item("cup")), at).product_sub_total == amount("7.35")
        assert calculated(basket(item("cup"), source_code="leaf"), at).product_sub_total == amount("6.00")
    finally:
        PRODUCTS["cup"] = view


def test_free_shipping_of_a_product_is_for_its_own_shipping_cost():
    told = explained(basket(item("kettle")), promoting(promotion("ship", of_products(discount("free_shipping")))))
    assert told == {"ship": None}
