"""Product promotions: each form of discount on figures worked out by hand. Cup 7.35, spoon 0.15, kettle 59, tin 12."""

from decimal import Decimal

import pytest
from tests.commerce.promotion_shop import (
    calculated,
    discount,
    explained,
    item_discounts,
    of_products,
    promoting,
    promotion,
    taken,
)
from tests.commerce.tea_shop import NOW, PRODUCTS, amount, basket, item, manual, off, products_named, row

from counterfoil.commerce.promotion_reasons import promotion_reasons
from counterfoil.commerce.promotions.eligibility import Standing
from counterfoil.commerce.promotions.product_offers import product_offers
from counterfoil.commerce.shopper import ANYBODY
from counterfoil.commerce.terms import NO_EXTRAS, terms_of
from counterfoil.documents.items import OptionItem
from counterfoil.documents.pricing import Discount
from counterfoil.documents.promotion_data import ProductConstraint

pytestmark = pytest.mark.fast


def test_a_percentage_is_rounded_half_up_for_the_line():
    """10 % of 22.05 is 2.205."""
    at = promoting(promotion("tea", of_products(discount("percentage", "10"), discounted_products="cup")))
    made = calculated(basket(item("cup", "3"), item("spoon")), at)
    assert item_discounts(made) == {"cup": [("tea", amount("-2.21"))]}
    assert made.product_sub_total == amount("19.99")


def test_the_adjustment_tells_of_its_promotion():
    at = promoting(promotion("tea", of_products(discount("percentage", "10"), discounted_products="cup")))
    made = calculated(basket(item("cup")), at)
    adjustment = made.product_items[0].price_adjustments[0]
    assert adjustment.applied_discount == Discount(type="percentage", percentage=Decimal(10))
    assert (adjustment.custom, adjustment.manual, adjustment.item_text) == (False, False, "Tea")
    assert adjustment.creation_date == adjustment.last_modified == "2023-11-14T22:13:20.000Z"
    assert adjustment.price_adjustment_id
    assert adjustment.coupon_code is None


def test_an_amount_is_for_each_unit_and_never_more_than_the_price():
    rule = of_products(discount("amount", "2"), discounted_products="cup spoon")
    made = calculated(basket(item("cup", "3"), item("spoon", "2")), promoting(promotion("tea", rule)))
    assert item_discounts(made) == {"cup": [("tea", amount("-6.00"))], "spoon": [("tea", amount("-0.30"))]}


def test_a_fixed_price_never_raises_a_price():
    rule = of_products(discount("fixed_price", "5"), discounted_products="cup spoon")
    made = calculated(basket(item("cup", "2"), item("spoon")), promoting(promotion("tea", rule)))
    assert item_discounts(made) == {"cup": [("tea", amount("-4.70"))]}


def test_the_price_of_a_price_book_that_the_site_does_not_use():
    view = PRODUCTS["cup"]
    PRODUCTS["cup"] = type(view)(product=view.product, prices=[*view.prices, row("cup", "trade", ("1", "6.00"))])
    try:
        rule = of_products(discount("price_book_price", price_book_id="trade"), discounted_products="cup")
        made = calculated(basket(item("cup", "2")), promoting(promotion("tea", rule)))
    finally:
        PRODUCTS["cup"] = view
    assert item_discounts(made) == {"cup": [("tea", amount("-2.70"))]}
    assert made.product_items[0].price_adjustments[0].applied_discount.price_book_id == "trade"


def test_all_products_together_for_one_price():
    """7.35 + 0.15 = 7.50 for 5.00: 2.50 off, by price 2.45 and 0.05."""
    rule = of_products(discount("total_fixed_price", "5"), discounted_products="cup spoon")
    made = calculated(basket(item("cup"), item("spoon")), promoting(promotion("tea", rule)))
    assert item_discounts(made) == {"cup": [("tea", amount("-2.45"))], "spoon": [("tea", amount("-0.05"))]}


def test_options_alone_are_discounted():
    warranty = OptionItem(item_id="w", option_id="warranty", option_value_id="two-years")
    rule = of_products(discount("percentage_off_options", "50", option_ids=["warranty"]), discounted_products="kettle")
    made = calculated(basket(item("kettle", option_items=[warranty])), promoting(promotion("tea", rule)))
    assert taken(made.product_items[0].option_items[0].price_adjustments) == [("tea", amount("-4.95"))]
    assert made.product_items[0].price_adjustments is None


@pytest.mark.parametrize(("quantity", "expected"), [("2", None), ("3", "-3.60"), ("5", "-12.00")])
def test_the_highest_tier_that_is_reached_counts(quantity: str, expected: str | None):
    rule = of_products(
        discount("percentage", "10", "3"),
        discount("percentage", "20", "5"),
        form="discounts",
        condition_type="product-quantity",
        discounted_products="tin",
    )
    made = calculated(basket(item("tin-red", quantity)), promoting(promotion("tea", rule)))
    assert item_discounts(made) == ({"tin-red": [("tea", amount(expected))]} if expected else {})


def test_an_amount_for_a_threshold_of_money_is_given_once():
    """74.00 are reached; 10 off 59.00 and 15.00 by price: 7.97 and 2.03."""
    rule = of_products(
        discount("amount", "10", "70"),
        form="discounts",
        condition_type="product-amount",
        discounted_products="kettle spoon",
    )
    made = calculated(basket(item("kettle"), item("spoon", "100")), promoting(promotion("tea", rule)))
    assert item_discounts(made) == {"kettle": [("tea", amount("-7.97"))], "spoon": [("tea", amount("-2.03"))]}


def test_some_products_qualify_and_others_are_discounted():
    rule = of_products(
        discount("percentage", "100", "2"),
        form="discounts",
        condition_type="product-quantity",
        qualifying_products="tin",
        discounted_products="spoon",
    )
    at = promoting(promotion("tea", rule))
    assert item_discounts(calculated(basket(item("tin-red"), item("spoon")), at)) == {}
    made = calculated(basket(item("tin-red", "2"), item("spoon")), at)
    assert item_discounts(made) == {"spoon": [("tea", amount("-0.15"))]}


def buy(buy_: str, get: str, kind: str = "free", value: str | None = None, **said: object):
    return of_products(discount(kind, value, buy_, eligible_quantity=Decimal(get)), form="bogo-discounts", **said)


@pytest.mark.parametrize(
    ("quantity", "free"), [("2", None), ("3", "-7.35"), ("5", "-7.35"), ("6", "-14.70"), ("9", "-22.05")]
)
def test_buy_two_get_one(quantity: str, free: str | None):
    made = calculated(
        basket(item("cup", quantity)), promoting(promotion("tea", buy("2", "1", discounted_products="cup")))
    )
    assert item_discounts(made) == ({"cup": [("tea", amount(free))]} if free else {})


def test_the_cheapest_is_free():
    made = calculated(basket(item("kettle"), item("cup"), item("camera")), promoting(promotion("tea", buy("2", "1"))))
    assert item_discounts(made) == {"cup": [("tea", amount("-7.35"))]}


def test_a_site_may_prefer_the_dearest():
    at = promoting(promotion("tea", buy("2", "1")), preferences={"PromotionBogoDiscountBehavior": "MostExpensive"})
    made = calculated(basket(item("kettle"), item("cup"), item("camera")), at)
    assert item_discounts(made) == {"camera": [("tea", amount("-299.99"))]}


def test_fewer_than_eligible_are_discounted_unless_it_must_be_exact():
    """Four cups: buy two, get three at half the price; only two are left for it."""
    rule = buy("2", "3", "percentage", "50", discounted_products="cup")
    assert item_discounts(calculated(basket(item("cup", "4")), promoting(promotion("tea", rule)))) == {
        "cup": [("tea", amount("-7.35"))]
    }
    rule = buy("2", "3", "percentage", "50", discounted_products="cup", require_exact_eligible_quantity=True)
    assert item_discounts(calculated(basket(item("cup", "4")), promoting(promotion("tea", rule)))) == {}


def test_buy_of_one_kind_get_of_another_as_often_as_allowed():
    rule = buy("1", "1", qualifying_products="kettle", discounted_products="cup")
    at = promoting(promotion("tea", rule))
    assert item_discounts(calculated(basket(item("kettle", "3"), item("cup", "2")), at)) == {
        "cup": [("tea", amount("-14.70"))]
    }
    rule.max_applications = 1
    at = promoting(promotion("tea", rule))
    assert item_discounts(calculated(basket(item("kettle", "3"), item("cup", "2")), at)) == {
        "cup": [("tea", amount("-7.35"))]
    }


def test_the_discount_of_a_buy_and_get_may_be_spread_over_all_its_items():
    """7.35 off 59.00 + 299.99 + 7.35, by price: 1.18, 6.02, 0.15."""
    at = promoting(promotion("tea", buy("2", "1"), prorate_across_eligible_items_flag=True))
    made = calculated(basket(item("kettle"), item("cup"), item("camera")), at)
    assert item_discounts(made) == {
        "kettle": [("tea", amount("-1.18"))],
        "camera": [("tea", amount("-6.02"))],
        "cup": [("tea", amount("-0.15"))],
    }


def test_identical_products_are_counted_one_by_one():
    rule = buy("1", "1", discounted_products="cup spoon", identical_products=True)
    at = promoting(promotion("tea", rule))
    assert item_discounts(calculated(basket(item("cup"), item("spoon")), at)) == {}
    made = calculated(basket(item("cup", "2"), item("spoon")), at)
    assert item_discounts(made) == {"cup": [("tea", amount("-7.35"))]}


def test_so_many_for_one_price_as_often_as_they_are_there():
    """Seven cups, three for 20.00: twice 22.05 - 20.00."""
    rule = of_products(
        discount("total_fixed_price", "20", eligible_quantity=Decimal(3)),
        form="total-discounts",
        discounted_products="cup",
    )
    made = calculated(basket(item("cup", "7")), promoting(promotion("tea", rule)))
    assert item_discounts(made) == {"cup": [("tea", amount("-4.10"))]}


def test_a_combination_costs_less_together():
    """Kettle and two cups, 73.70, for 60.00: 13.70 off, twice wanted and once there."""
    parts = [
        ProductConstraint(quantity=Decimal(1), products=products_named("kettle")),
        ProductConstraint(quantity=Decimal(2), products=products_named("cup")),
    ]
    rule = of_products(discount("total_fixed_price", "60"), qualifying_combination=parts)
    made = calculated(basket(item("kettle", "2"), item("cup", "3")), promoting(promotion("tea", rule)))
    assert sum(-taken(each.price_adjustments)[0][1] for each in made.product_items) == amount("13.70")


def test_a_combination_opens_the_price_of_another_product():
    parts = [ProductConstraint(quantity=Decimal(1), products=products_named("kettle", "camera"))]
    rule = of_products(discount("percentage", "50"), qualifying_combination=parts, discounted_products="cup")
    at = promoting(promotion("tea", rule))
    assert item_discounts(calculated(basket(item("cup")), at)) == {}
    assert item_discounts(calculated(basket(item("kettle"), item("cup")), at)) == {"cup": [("tea", amount("-3.68"))]}


def test_only_so_many_units_are_discounted():
    rule = of_products(discount("percentage", "100"), discounted_products="cup spoon", max_applications=2)
    made = calculated(basket(item("cup"), item("spoon", "5")), promoting(promotion("tea", rule)))
    assert item_discounts(made) == {"cup": [("tea", amount("-7.35"))], "spoon": [("tea", amount("-0.15"))]}


def test_manual_and_custom_adjustments_come_first_and_stay():
    """22.05 - 10 % manual = 19.84, -1.00 of a hook = 18.84, 50 % of it."""
    at = promoting(promotion("tea", of_products(discount("percentage", "50"))))
    made = basket(item("cup", "3", price_adjustments=[manual("percentage", "10"), off("-1.00")]))
    for _ in range(2):
        made = calculated(made, at)
        assert [each.price for each in made.product_items[0].price_adjustments] == [
            amount("-2.21"),
            amount("-1.00"),
            amount("-9.42"),
        ]


def test_what_no_promotion_touches_is_left_alone_unless_the_rule_says_otherwise():
    rule = of_products(discount("percentage", "50"))
    at = promoting(promotion("tea", rule), excluded=products_named("cup"))
    assert item_discounts(calculated(basket(item("cup")), at)) == {}
    rule.disable_global_excluded_products = True
    at = promoting(promotion("tea", rule), excluded=products_named("cup"))
    assert item_discounts(calculated(basket(item("cup")), at)) == {"cup": [("tea", amount("-3.68"))]}


def test_an_adjustment_keeps_its_id_while_its_promotion_stays():
    at = promoting(promotion("tea", of_products(discount("percentage", "10"))))
    made = calculated(basket(item("cup")), at)
    first = made.product_items[0].price_adjustments[0]
    again = calculated(made, at, now=1_700_000_001_000).product_items[0].price_adjustments[0]
    assert again == first
    made.product_items[0].quantity = Decimal(2)
    more = calculated(made, at, now=1_700_000_002_000).product_items[0].price_adjustments[0]
    assert (more.price_adjustment_id, more.creation_date) == (first.price_adjustment_id, first.creation_date)
    assert more.last_modified == "2023-11-14T22:13:22.000Z"
    gone = calculated(made, promoting())
    assert gone.product_items[0].price_adjustments is None


def test_each_refusal_has_its_sentence():
    at = promoting(
        promotion("off", of_products(discount("percentage", "10")), enabled_flag=False),
        promotion("other", of_products(discount("percentage", "10"), discounted_products="camera")),
        promotion(
            "tiers",
            of_products(discount("percentage", "10", "3"), form="discounts", condition_type="product-quantity"),
        ),
        promotion("taken", of_products(discount("percentage", "1"))),
        promotion("dear", of_products(discount("fixed_price", "900"))),
    )
    assert explained(basket(item("cup", "2")), at) == {
        "off": "it is not enabled",
        "other": "no product in the basket can be discounted by it",
        "tiers": "the lowest threshold is 3, the basket has 2",
        "taken": None,
        "dear": "it would change no price",
    }


def test_who_asks_is_told_and_the_basket_stays_as_it_is():
    at = promoting(promotion("tea", of_products(discount("percentage", "10"))))
    made = basket(item("cup"))
    assert promotion_reasons(made, at, PRODUCTS, now=NOW) == {"tea": None}
    assert made == basket(item("cup"))


@pytest.mark.parametrize("kind", ["percentage", "amount", "fixed_price"])
def test_the_price_shown_for_a_product_is_the_one_a_basket_is_charged_to_the_cent(kind: str):
    site = promoting(promotion("off", of_products(discount(kind, "10"), discounted_products="cup")))
    made = basket(item("cup"))
    terms = terms_of(made, site, PRODUCTS, now=NOW, new_id=str, locale=None, shopper=ANYBODY, extras=NO_EXTRAS)
    (shown,) = product_offers(PRODUCTS["cup"], Decimal("7.35"), Standing(made, terms, {}))
    charged = {"percentage": "6.61", "amount": "0.00", "fixed_price": "7.35"}[kind]  # 7.35 - 0.735, rounded up
    assert shown.price == Decimal(charged)
    assert calculated(made, site).product_items[0].price_after_item_discount == Decimal(charged)
