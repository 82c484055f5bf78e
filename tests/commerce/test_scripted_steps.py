"""The steps of a calculation that a script takes by itself come to what the one recalculation comes to."""

from copy import deepcopy
from decimal import Decimal

import pytest
from hypothesis import given
from msgspec import json
from tests.commerce.tea_shop import NOW, amount, basket, calculated, item, off, shop
from tests.commerce.test_promotion_properties import baskets, settled, some

from counterfoil.commerce.line_prices import price_items
from counterfoil.commerce.money_digits import fill_digits
from counterfoil.commerce.scripted import apply_promotions, apply_shipping_cost, update_totals
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.shopper import ANYBODY
from counterfoil.commerce.tax_lines import tax
from counterfoil.commerce.terms import NO_EXTRAS, Terms, lines_of, terms_of
from counterfoil.documents.basket import Basket
from counterfoil.documents.shop_data import ProductView

pytestmark = pytest.mark.fast


def terms(made: Basket, site: Shop, products: dict[str, ProductView]) -> Terms:
    ids = (f"step-{number}" for number in range(1000))
    new_id = ids.__next__
    return terms_of(made, site, products, now=NOW, new_id=new_id, locale=None, shopper=ANYBODY, extras=NO_EXTRAS)


def stepwise(made: Basket, products: dict[str, ProductView], site: Shop) -> Basket:
    """Calculate as the scripts of storefronts do: prices, promotions, shipping, promotions, prices, tax, totals."""
    price_items(made.product_items or (), terms(made, site, products))
    apply_promotions(made, terms(made, site, products))
    apply_shipping_cost(made, terms(made, site, products))
    apply_promotions(made, terms(made, site, products))
    price_items(made.product_items or (), terms(made, site, products))
    tax(made, lines_of(made), terms(made, site, products))
    update_totals(made, terms(made, site, products))
    return made


@some
@given(baskets())
def test_steps_come_to_what_one_recalculation_comes_to(data):
    made, products, site = data
    settled(made, products, site)
    expected = json.encode(made)
    assert json.encode(stepwise(deepcopy(made), products, site)) == expected


def test_a_tax_that_is_no_rates_is_added_up_as_it_is():
    made = calculated(basket(item("cup", "2")))
    made.product_items[0].tax = made.product_items[0].adjusted_tax = amount("3.33")
    update_totals(made, terms(made, shop(), {}))
    assert made.merchandize_total_tax == amount("3.33")
    assert made.tax_total == amount("3.33") + made.shipping_items[0].adjusted_tax
    assert made.order_total == made.product_total + made.shipping_total + made.tax_total


def test_a_tax_that_a_script_fixed_for_the_orders_own_adjustments_is_taken_as_it_is():
    made = basket(item("cup", "2"), order_price_adjustments=[off("-2.00")])
    calculated(made)
    before = made.adjusted_merchandize_total_tax
    update_totals(made, terms(made, shop(), {}), [Decimal("-0.50")])
    assert made.adjusted_merchandize_total_tax == made.merchandize_total_tax - amount("0.50")
    update_totals(made, terms(made, shop(), {}), [None])
    assert made.adjusted_merchandize_total_tax == before


def test_shares_of_the_orders_adjustments_follow_a_price_that_a_script_set():
    made = calculated(basket(item("cup", "2"), order_price_adjustments=[off("-2.00")]))
    line = made.product_items[0]
    line.price = line.price_after_item_discount = line.price_after_order_discount = amount("20.00")
    update_totals(made, terms(made, shop(), {}))
    assert (line.price_after_order_discount, made.product_total) == (amount("18.00"), amount("18.00"))


def test_a_line_without_tax_makes_the_totals_unknown():
    made = calculated(basket(item("cup", "2")))
    made.product_items[0].tax = made.product_items[0].adjusted_tax = None
    update_totals(made, terms(made, shop(), {}))
    assert made.order_total is None


def test_an_empty_basket_has_no_totals_and_its_shipping_no_price():
    made = calculated(basket(item("cup")))
    made.product_items = None
    apply_shipping_cost(made, terms(made, shop(), {}))
    update_totals(made, terms(made, shop(), {}))
    assert (made.order_total, made.shipping_items[0].price) == (None, None)


def test_amounts_get_the_digits_of_their_currency_and_lose_none():
    made = calculated(basket(item("cup", "2")))
    made.order_total, made.product_items[0].base_price = Decimal("12.5"), Decimal("1.005")
    made.product_items[0].tax_rate = Decimal("0.5")
    fill_digits(made, Decimal("0.01"))
    assert (str(made.order_total), str(made.product_items[0].base_price)) == ("12.50", "1.005")
    assert str(made.product_items[0].tax_rate) == "0.5"
