"""Taxes grouped by rate, rounded per line or once per group; what lines show adds up either way."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.commerce.tea_shop import NOW, PREFERENCES, basket, calculated, item, manual, shipment, shop, sold_for
from tests.commerce.test_totals_properties import baskets
from tests.examples import examples

from counterfoil.commerce.explanation import explain
from counterfoil.commerce.shop import Shop

pytestmark = pytest.mark.fast
GROUPED = PREFERENCES | {"TaxRoundedAtGroup": "true"}
BASIS = PREFERENCES | {"PromotionNewTaxBasisCalculationEnabled": "true"}
DIMES = {name: sold_for("0.10", name) for name in ("a", "b", "c")}


def dimes(preferences: dict[str, str]):
    """Three lines of ten cents each, shipped for nothing; the rate is five per cent."""
    made = basket(item("a"), item("b"), item("c"), shipments=[shipment(method_id=None)])
    return calculated(made, shop(preferences=preferences), DIMES)


def test_per_line_each_tax_is_rounded():
    made = dimes(PREFERENCES)
    assert [line.tax for line in made.product_items] == [Decimal("0.01")] * 3
    assert made.merchandize_total_tax == Decimal("0.03")
    assert made.tax_rounded_at_group is False


def test_per_group_the_sum_is_rounded_once_and_shared():
    made = dimes(GROUPED)
    assert sorted(line.tax for line in made.product_items) == [Decimal("0.00"), Decimal("0.01"), Decimal("0.01")]
    assert made.merchandize_total_tax == Decimal("0.02")
    assert made.tax_rounded_at_group is True


def test_groups_are_listed_by_rate_with_the_shipping_in_them():
    made = calculated(basket(item("kettle"), item("chest"), shipments=[shipment()]), shop())
    rates = [(found.tax_rate, found.tax_value) for found in made.grouped_tax_items]
    assert [rate for rate, _ in rates] == sorted(
        {line.tax_rate for line in (*made.product_items, *made.shipping_items)}
    )
    assert sum(value for _, value in rates) == made.tax_total


def test_nothing_is_listed_while_a_price_is_missing():
    assert calculated(basket(item("kettle"), shipments=[shipment(method_id=None)])).grouped_tax_items is None


def test_the_tax_basis_may_have_the_order_discounts_in_it():
    line = item("kettle")
    before = calculated(basket(line, order_price_adjustments=[manual("percentage", "50")])).product_items[0]
    changed = basket(item("kettle"), order_price_adjustments=[manual("percentage", "50")])
    after = calculated(changed, shop(preferences=BASIS)).product_items[0]
    assert before.tax_basis == before.price_after_item_discount
    assert after.tax_basis == after.price_after_order_discount == before.price_after_order_discount


@settings(max_examples=examples(80), deadline=None)
@given(baskets(), st.sampled_from([PREFERENCES, GROUPED, BASIS, GROUPED | BASIS]))
def test_groups_lines_and_totals_add_up(drawn: tuple, preferences: dict[str, str]):
    made, products, at = drawn
    same: Shop = shop(currency=at.currency, taxation=at.taxation, preferences=preferences)
    calculated(made, same, products)
    if made.tax_total is None:
        assert made.grouped_tax_items is None
        return
    groups = made.grouped_tax_items or []
    assert sum((found.tax_value for found in groups), Decimal(0)) == made.tax_total
    assert sum(line.tax for line in made.product_items) == made.merchandize_total_tax
    assert made.tax_total == made.adjusted_merchandize_total_tax + made.adjusted_shipping_total_tax
    assert [step for step in explain(made, same, products, NOW) if not step.holds] == []
