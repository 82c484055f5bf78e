"""Every figure of a basket is explained, and what the explanation works out is what the calculation wrote."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.commerce.tea_shop import NOW, PRODUCTS, address, basket, calculated, item, manual, off, shipment, shop
from tests.commerce.test_promotion_properties import baskets as promoted_baskets
from tests.commerce.test_promotion_properties import settled, some
from tests.commerce.test_totals_properties import baskets
from tests.examples import examples

from counterfoil.commerce.explanation import explain
from counterfoil.commerce.money import quantum
from counterfoil.documents.basket import Basket
from counterfoil.documents.items import GiftCertificateItem

pytestmark = pytest.mark.fast


def told(made: Basket, path: str) -> str:
    """The amount and the words for one figure."""
    (step,) = [step for step in explain(made, shop(), PRODUCTS, NOW) if step.path == path]
    return f"{step.amount} = {step.how}"


def test_a_line_is_unit_price_times_quantity_and_its_tax():
    made = calculated(basket(item("kettle", "2")))
    line = made.product_items[0]
    assert (
        told(made, "$.product_items[0].base_price")
        == f"{line.base_price} = price of product 'kettle': price book 'list'"
    )
    assert told(made, "$.product_items[0].price") == f"{line.price} = 2 x {line.base_price}"
    assert told(made, "$.product_items[0].tax").endswith(f"5 % (tax class 'standard'), on top of {line.price}")


def test_a_bonus_does_not_count_towards_the_tier_of_what_is_paid_for():
    made = calculated(basket(item("tin-red", "9")))
    made.product_items.append(item("tin-red", "1", item_id="bonus", bonus_product_line_item=True))
    assert told(made, "$.product_items[0].base_price") == (
        "12.00 = price of product 'tin-red': price book 'list' for its master 'tin'"
    )


def test_adjustments_name_who_made_them():
    line = item("kettle")
    line.price_adjustments = [manual("percentage", "10"), off("-1.00", promotion_id="hook")]
    made = calculated(basket(line, order_price_adjustments=[manual("amount", "3")]))
    assert "10 % off by an agent" in told(made, "$.product_items[0].price_adjustments[0].price")
    assert "by a hook: 'hook'" in told(made, "$.product_items[0].price_adjustments[1].price")
    assert "3 off by an agent" in told(made, "$.order_price_adjustments[0].price")
    assert "its share -3.00" in told(made, "$.product_items[0].price_after_order_discount")


def test_the_total_is_told_as_a_sum():
    gift = GiftCertificateItem(amount=Decimal("25.00"), recipient_email="ada@example.com", shipment_id="me")
    made = calculated(basket(item("kettle"), gift_certificate_items=[gift]))
    assert told(made, "$.order_total") == (
        f"{made.order_total} = product_total {made.product_total} + shipping_total {made.shipping_total}"
        f" + gift certificate 25.00 + tax_total {made.tax_total}"
    )


def test_what_is_not_known_says_what_it_waits_for():
    made = calculated(basket(item("kettle"), shipments=[shipment(method_id=None)]))
    assert told(made, "$.order_total") == "None = not known: shipping_total, tax_total is not"
    assert told(made, "$.shipping_items[0].base_price") == "None = no shipping method is chosen for shipment 'me'"


def test_a_figure_that_something_else_set_is_marked():
    made = calculated(basket(item("kettle")))
    made.order_total = Decimal("1.00")
    (step,) = [step for step in explain(made, shop(), PRODUCTS, NOW) if step.path == "$.order_total"]
    assert not step.holds
    assert "something else, such as a hook, has set it" in step.how


def test_a_gross_price_holds_its_tax_inside():
    made = calculated(basket(item("kettle")), shop(taxation="gross"))
    assert "inside" in told(made, "$.product_items[0].tax")
    assert "tax_total" not in told(made, "$.order_total")


@settings(max_examples=examples(60), deadline=None)
@given(baskets(), st.booleans())
def test_the_explanation_and_the_calculation_agree(drawn: tuple, second_address: bool):
    made, products, at = drawn
    if second_address:
        made.shipments[-1].shipping_address = address("ME")
    calculated(made, at, products)
    assert [step for step in explain(made, at, products, NOW) if not step.holds] == []


@some
@given(promoted_baskets(), st.booleans(), st.integers(0, 9999), st.integers(1, 9))
def test_the_explanation_and_the_calculation_agree_about_promotions(drawn: tuple, at_group: bool, gift: int, more: int):
    made, products, site = drawn
    site = replace(site, rounds_tax_at_group=at_group)
    amount = gift * quantum(site.currency)
    made.gift_certificate_items = [GiftCertificateItem(amount=amount, shipment_id=made.shipments[-1].shipment_id)]
    for shipping in made.shipping_items:
        shipping.price_adjustments = [manual("amount", "0.5"), off("-0.25")]
    for change in range(2):
        settled(made, products, site)
        assert [step for step in explain(made, site, products, NOW) if not step.holds] == []
        choices = made.bonus_discount_line_items or ()
        made.product_items += [
            item("given", str(more), item_id=f"chosen-{change}-{index}", bonus_discount_line_item_id=choice.id)
            for index, choice in enumerate(choices)
        ]
        made.product_items[0].quantity += more
