"""What holds for every basket: totals are the sums of their parts, and nothing depends on order or history."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import json
from tests.commerce.tea_shop import (
    basket,
    calculated,
    item,
    manual,
    off,
    shop,
    sold_for,
)
from tests.commerce.whole_baskets import (
    CURRENCIES,
    check_amounts,
    check_totals,
    lines,
    numbers,
    percentages,
    prices,
    shipments,
)
from tests.examples import examples

from counterfoil.commerce.money import quantum
from counterfoil.commerce.prorate import prorate
from counterfoil.documents.basket import Basket

pytestmark = pytest.mark.fast
few = settings(max_examples=examples(60), deadline=None)

CLASSES = (None, "standard", "reduced", "TAX_EXEMPT")
adjustments = st.lists(
    st.one_of(
        prices.map(lambda price: off(f"-{price}")),
        percentages.map(lambda percent: manual("percentage", percent)),
        prices.map(lambda price: manual("amount", str(price))),
    ),
    max_size=2,
)
fixed = st.one_of(adjustments, prices.map(lambda price: [manual("fixed_price", str(price))]))


@st.composite
def baskets(draw: st.DrawFn) -> tuple[Basket, dict, object]:
    """A basket of up to six lines in one or two shipments, with the products and the shop it belongs to."""
    currency, taxation = draw(st.sampled_from(CURRENCIES)), draw(st.sampled_from(("net", "gross")))
    parcels = draw(shipments())
    items, products = draw(lines(parcels)), {}
    for line in items:
        name = line.product_id
        products[name] = sold_for(str(draw(prices)), name, tax_class_id=draw(st.sampled_from(CLASSES)))
        line.price_adjustments = draw(fixed) or None
    made = basket(*items, shipments=parcels, order_price_adjustments=draw(adjustments) or None)
    return made, products, shop(currency=currency, taxation=taxation)


@few
@given(baskets())
def test_totals_are_the_sums_of_their_parts(data):
    made, products, site = data
    check_totals(calculated(made, site, products))


@few
@given(baskets())
def test_every_amount_has_the_digits_of_its_currency_and_is_not_negative(data):
    made, products, site = data
    check_amounts(calculated(made, site, products))


@few
@given(baskets(), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_decides_nothing(data, chance):
    made, products, site = data
    expected = numbers(calculated(made, site, products))
    chance.shuffle(made.product_items)
    assert numbers(calculated(made, site, products)) == expected


@few
@given(baskets())
def test_calculating_twice_changes_nothing(data):
    made, products, site = data
    expected = json.encode(calculated(made, site, products))
    assert json.encode(calculated(made, site, products)) == expected


@few
@given(baskets(), prices)
def test_adding_and_removing_a_line_restores_all_numbers(data, price):
    made, products, site = data
    expected = json.encode(calculated(made, site, products))
    products["more"] = sold_for(str(price), "more")
    made.product_items.append(item("more", "3"))
    calculated(made, site, products)
    del made.product_items[-1]
    assert json.encode(calculated(made, site, products)) == expected


@few
@given(
    st.integers(-1_000_000, 1_000_000),
    st.lists(st.integers(0, 1_000_000), min_size=1, max_size=12),
    st.sampled_from(CURRENCIES),
)
def test_prorating_loses_nothing_and_no_share_is_a_unit_off(units, weights, currency):
    unit = quantum(currency)
    shares = prorate(unit * units, [unit * weight for weight in weights], unit)
    assert sum(shares) == unit * units
    if sum(weights):
        exact = [Decimal(units) * weight / sum(weights) for weight in weights]
        assert all(abs(share / unit - due) < 1 for share, due in zip(shares, exact, strict=True))


def test_prorating_gives_the_rest_to_the_largest_remainders():
    shares = prorate(Decimal("-0.05"), [Decimal(1)] * 3, Decimal("0.01"))
    assert shares == [Decimal("-0.02"), Decimal("-0.02"), Decimal("-0.01")]


def test_prorating_among_nobody_gives_nothing():
    assert prorate(Decimal("1.00"), [], Decimal("0.01")) == []
