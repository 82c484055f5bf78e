"""Order and shipping promotions on figures worked out by hand, and what customers are shown of them."""

from decimal import Decimal

import pytest
from tests.commerce.promotion_shop import (
    calculated,
    discount,
    explained,
    of_order,
    of_products,
    of_shipping,
    promoting,
    promotion,
    taken,
)
from tests.commerce.tea_shop import NOW, PRODUCTS, amount, basket, item, manual, products_named, shipment

from counterfoil.commerce.promotions.shown import approaching_discounts, shipping_promotions
from counterfoil.documents.payment import OrderPaymentInstrument, PaymentCard
from counterfoil.documents.pricing import Discount
from counterfoil.documents.promotion_data import ProductConstraint

pytestmark = pytest.mark.fast


def test_a_percentage_of_the_order_is_shared_by_price():
    """10 % of 66.35: 6.64, of which 59.00 takes 5.90 and 7.35 takes 0.74."""
    made = calculated(
        basket(item("kettle"), item("cup")), promoting(promotion("all", of_order(discount("percentage", "10"))))
    )
    assert taken(made.order_price_adjustments) == [("all", amount("-6.64"))]
    assert [each.price_after_order_discount for each in made.product_items] == [amount("53.10"), amount("6.61")]
    assert made.product_total == amount("59.71")


@pytest.mark.parametrize(("product", "expected"), [("cup", []), ("kettle", ["-5"]), ("chest", ["-15"])])
def test_thresholds_of_an_order_compare_the_merchandise(product: str, expected: list[str]):
    rule = of_order(discount("amount", "5", "30"), discount("amount", "15", "100"))
    made = calculated(basket(item(product)), promoting(promotion("welcome", rule)))
    assert [price for _, price in taken(made.order_price_adjustments)] == [amount(each) for each in expected]


def test_an_order_promotion_sees_the_total_after_product_promotions():
    at = promoting(
        promotion("half", of_products(discount("percentage", "50"))),
        promotion("welcome", of_order(discount("amount", "5", "30"))),
    )
    assert calculated(basket(item("kettle")), at).order_price_adjustments is None
    assert explained(basket(item("kettle")), at)["welcome"] == "the lowest threshold is 30, the basket has 29.50"


def test_only_qualifying_products_may_count_and_be_discounted():
    """10 % of the kettle alone; both lines pay when the rule does not say so."""
    rule = of_order(discount("percentage", "10"), qualifying_products="kettle", discount_only_qualifying_products=True)
    made = calculated(basket(item("kettle"), item("cup")), promoting(promotion("all", rule)))
    assert taken(made.order_price_adjustments) == [("all", amount("-5.90"))]
    assert made.product_items[1].price_after_order_discount == amount("7.35")
    rule.discount_only_qualifying_products = False
    made = calculated(basket(item("kettle"), item("cup")), promoting(promotion("all", rule)))
    assert taken(made.order_price_adjustments) == [("all", amount("-6.64"))]


def test_excluded_and_discounted_products_are_left_out():
    rule = of_order(discount("percentage", "10"), excluded_products="cup", exclude_discounted_products=True)
    at = promoting(
        promotion("tea", of_products(discount("percentage", "10"), discounted_products="spoon")),
        promotion("all", rule),
    )
    made = calculated(basket(item("kettle"), item("cup"), item("spoon")), at)
    assert taken(made.order_price_adjustments) == [("all", amount("-5.90"))]


def test_units_and_combinations_may_be_the_condition():
    rule = of_order(discount("amount", "1", "3"), condition_type="product-quantity", qualifying_products="cup spoon")
    at = promoting(promotion("units", rule))
    assert calculated(basket(item("cup", "2")), at).order_price_adjustments is None
    made = calculated(basket(item("cup", "2"), item("spoon")), at)
    assert taken(made.order_price_adjustments) == [("units", amount("-1"))]
    parts = [ProductConstraint(quantity=Decimal(2), products=products_named(each)) for each in ("cup", "spoon")]
    rule = of_order(discount("amount", "2", "2"), condition_type="product-combination", qualifying_combination=parts)
    at = promoting(promotion("pairs", rule))
    assert calculated(basket(item("cup", "4"), item("spoon", "3")), at).order_price_adjustments is None
    made = calculated(basket(item("cup", "4"), item("spoon", "4")), at)
    assert taken(made.order_price_adjustments) == [("pairs", amount("-2"))]


def test_several_order_promotions_take_from_what_is_left():
    """5.00 off 59.00, then 10 % of 54.00."""
    at = promoting(
        promotion("first", of_order(discount("amount", "5")), rank=1),
        promotion("second", of_order(discount("percentage", "10")), rank=2),
    )
    made = calculated(basket(item("kettle")), at)
    assert taken(made.order_price_adjustments) == [("first", amount("-5")), ("second", amount("-5.40"))]
    assert made.product_total == amount("48.60")


def test_manual_order_adjustments_come_first_and_nothing_falls_below_zero():
    at = promoting(promotion("all", of_order(discount("amount", "50"))))
    made = calculated(basket(item("kettle"), order_price_adjustments=[manual("amount", "20")]), at)
    assert [each.price for each in made.order_price_adjustments] == [amount("-20"), amount("-39")]
    assert made.product_total == 0
    again = calculated(made, at)
    assert [each.price for each in again.order_price_adjustments] == [amount("-20"), amount("-39")]


def test_a_payment_method_may_be_the_condition():
    card = OrderPaymentInstrument(payment_method_id="CREDIT_CARD", payment_card=PaymentCard(card_type="Visa"))
    at = promoting(promotion("visa", of_order(discount("amount", "1"), payment_methods=["CREDIT_CARD.Visa"])))
    assert calculated(basket(item("cup"), payment_instruments=[card]), at).order_price_adjustments is not None
    assert explained(basket(item("cup"), payment_instruments=[]), at) == {
        "visa": "none of its payment methods is chosen"
    }


@pytest.mark.parametrize(
    ("made", "left"),
    [
        (discount("free"), "0"),
        (discount("percentage", "50"), "2.99"),
        (discount("amount", "1"), "4.99"),
        (discount("fixed_price", "2.50"), "2.50"),
        (discount("fixed_price", "9"), "5.99"),
    ],
)
def test_every_shipping_discount(made, left: str):
    got = calculated(basket(item("cup")), promoting(promotion("ship", of_shipping(made))))
    shipping = got.shipping_items[0]
    assert (shipping.price, shipping.price_after_item_discount) == (amount("5.99"), amount(left))
    assert got.shipping_total == amount(left)
    assert got.order_total == amount("7.35") + amount(left) + got.tax_total


def test_a_free_shipment_is_shown_as_recorded():
    made = calculated(basket(item("cup")), promoting(promotion("ship", of_shipping(discount("free")))))
    adjustment = made.shipping_items[0].price_adjustments[0]
    assert adjustment.applied_discount == Discount(type="free", amount=Decimal(1))
    assert adjustment.price == amount("-5.99")
    assert (made.shipping_total_tax, made.adjusted_shipping_total_tax) == (amount("0.30"), 0)
    method = made.shipments[0].shipping_method
    assert method.price == amount("5.99")
    assert [(each.promotion_id, each.promotion_name) for each in method.shipping_promotions] == [("ship", "Ship")]


def test_a_basket_below_every_threshold_is_shown_the_promotion_it_does_not_get():
    at = promoting(promotion("ship", of_shipping(discount("free", threshold="14.70"))))
    made = calculated(basket(item("cup", "2")), at)
    assert made.shipping_items[0].price_after_item_discount == 0
    made.product_items[0].quantity = Decimal(1)
    calculated(made, at)
    shipping, method = made.shipping_items[0], made.shipments[0].shipping_method
    assert (shipping.price_adjustments, shipping.price_after_item_discount) == (None, amount("5.99"))
    assert [each.promotion_id for each in method.shipping_promotions] == ["ship"]


def test_a_promotion_in_another_currency_leaves_the_others_as_they_are():
    one, other = (promotion(name, of_order(discount("percentage", "10"))) for name in ("one", "other"))
    other.currency = "EUR"
    made = calculated(basket(item("cup")), promoting(one, other))
    assert taken(made.order_price_adjustments) == [("one", amount("-0.74"))]


def test_each_shipment_is_looked_at_by_itself():
    """The first is worth 59.00, the second 7.35 and goes overnight for 10 % of it."""
    at = promoting(promotion("ship", of_shipping(discount("free", threshold="50"))))
    made = basket(
        item("kettle"), item("cup", shipment_id="two"), shipments=[shipment(), shipment("two", method_id="003")]
    )
    got = calculated(made, at)
    assert [each.price_after_item_discount for each in got.shipping_items] == [0, amount("0.74")]
    at = promoting(promotion("ship", of_shipping(discount("free"), shipping_methods=["003"])))
    assert [each.price_after_item_discount for each in calculated(made, at).shipping_items] == [amount("5.99"), 0]
    at = promoting(promotion("ship", of_shipping(discount("free"), max_applications=1)))
    assert [each.price_after_item_discount for each in calculated(made, at).shipping_items] == [0, amount("0.74")]


def test_other_products_in_the_shipment_prohibit_it_unless_they_may_be_there():
    rule = of_shipping(discount("free"), qualifying_products="cup")
    at = promoting(promotion("ship", rule))
    assert calculated(basket(item("cup")), at).shipping_total == 0
    assert explained(basket(item("cup"), item("spoon")), at)["ship"] == "the shipment has products that do not qualify"
    rule.prohibit_nonqualifying_products = False
    assert calculated(basket(item("cup"), item("spoon")), promoting(promotion("ship", rule))).shipping_total == 0


def test_shipping_sees_the_shipment_after_order_discounts():
    at = promoting(
        promotion("all", of_order(discount("amount", "10"))),
        promotion("ship", of_shipping(discount("free", None, "50"))),
    )
    assert calculated(basket(item("kettle")), at).shipping_total == amount("5.99")


def test_a_shipping_method_is_shown_with_the_promotions_it_would_get():
    at = promoting(promotion("ship", of_shipping(discount("free", threshold="5"), shipping_methods=["003"])))
    made = calculated(basket(item("cup")), at)
    ask = shipping_promotions(made, at, PRODUCTS, now=NOW)
    assert ask("001") is None
    assert [each.promotion_id for each in ask("003")] == ["ship"]


def test_a_promotion_that_is_gone_is_shown_no_longer():
    made = calculated(basket(item("cup")), promoting(promotion("ship", of_shipping(discount("free", threshold="50")))))
    assert made.shipments[0].shipping_method.shipping_promotions
    assert calculated(made, promoting()).shipments[0].shipping_method.shipping_promotions is None


def test_a_discount_that_is_near_is_announced_from_its_upsell_threshold_on():
    rule = of_order(
        discount("percentage", "10", "50"),
        discount("percentage", "20", "100"),
        enable_upsells=True,
        upsell_threshold=Decimal(20),
    )
    at = promoting(promotion("more", rule, callout_msg={"x-default": "Nearly there"}))

    def near(quantity: str):
        made = calculated(basket(item("cup", quantity)), at)
        return approaching_discounts(made, at, PRODUCTS, now=NOW).approaching_discounts

    assert near("2") is None
    (found,) = near("3")
    assert (found.type, found.merchandise_total, found.condition_threshold) == ("order", amount("22.05"), 50)
    assert found.discount == Discount(type="percentage", percentage=Decimal(10))
    assert (found.promotion_link.promotion_id, found.promotion_link.callout_msg) == ("more", "Nearly there")
    assert near("7")[0].condition_threshold == 100
    assert near("14") is None


def test_a_shipping_discount_that_is_near_names_shipment_and_methods():
    rule = of_shipping(discount("free", threshold="50"), enable_upsells=True, shipping_methods=["001"])
    at = promoting(promotion("ship", rule))
    made = calculated(basket(item("cup")), at)
    (found,) = approaching_discounts(made, at, PRODUCTS, now=NOW).approaching_discounts
    assert (found.type, found.shipment_id, [each.id for each in found.shipping_methods]) == ("shipping", "me", ["001"])
