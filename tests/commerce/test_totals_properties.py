"""What holds for every basket: totals are the sums of their parts, and nothing depends on order or history."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import json
from tests.commerce.tea_shop import (
    address,
    basket,
    calculated,
    item,
    manual,
    off,
    shipment,
    shop,
    sold_for,
)

from counterfoil.commerce.money import quantum
from counterfoil.commerce.prorate import prorate
from counterfoil.documents.basket import Basket

pytestmark = pytest.mark.fast
few = settings(max_examples=60, deadline=None)

CURRENCIES = ("USD", "JPY", "KWD")
CLASSES = (None, "standard", "reduced", "TAX_EXEMPT")
prices = st.integers(0, 99_999).map(lambda cents: Decimal(cents) / 100)
adjustments = st.lists(
    st.one_of(
        prices.map(lambda price: off(f"-{price}")),
        st.integers(0, 100).map(lambda percent: manual("percentage", str(percent))),
        prices.map(lambda price: manual("amount", str(price))),
    ),
    max_size=2,
)
fixed = st.one_of(adjustments, prices.map(lambda price: [manual("fixed_price", str(price))]))


@st.composite
def baskets(draw: st.DrawFn) -> tuple[Basket, dict, object]:
    """A basket of up to six lines in one or two shipments, with the products and the shop it belongs to."""
    currency, taxation = draw(st.sampled_from(CURRENCIES)), draw(st.sampled_from(("net", "gross")))
    shipments = [shipment(), shipment("second", "003", shipping_address=address("ME"))][: draw(st.integers(1, 2))]
    products, items = {}, []
    for number in range(draw(st.integers(1, 6))):
        name = f"product-{number}"
        products[name] = sold_for(str(draw(prices)), name, tax_class_id=draw(st.sampled_from(CLASSES)))
        line = item(name, str(draw(st.integers(1, 12))), draw(st.sampled_from(shipments)).shipment_id)
        line.price_adjustments = draw(fixed) or None
        items.append(line)
    made = basket(*items, shipments=shipments, order_price_adjustments=draw(adjustments) or None)
    return made, products, shop(currency=currency, taxation=taxation)


def numbers(made: Basket) -> dict[str, object]:
    """All numbers of a basket, its lines by their ids."""
    plain = json.decode(json.encode(made))
    plain["product_items"] = sorted(plain.get("product_items", []), key=lambda line: line["item_id"])
    return plain


@few
@given(baskets())
def test_totals_are_the_sums_of_their_parts(data):
    made, products, site = data
    calculated(made, site, products)
    lines, shipping = made.product_items, made.shipping_items
    assert made.product_sub_total == sum(line.price_after_item_discount for line in lines)
    assert made.product_total == sum(line.price_after_order_discount for line in lines)
    assert made.merchandize_total_tax == sum(line.tax for line in lines)
    assert made.shipping_total == sum(each.price_after_item_discount for each in shipping)
    assert made.tax_total == made.adjusted_merchandize_total_tax + made.adjusted_shipping_total_tax
    tax_on_top = made.tax_total if made.taxation == "net" else 0
    assert made.order_total == made.product_total + made.shipping_total + tax_on_top
    for name in ("product_sub_total", "merchandize_total_tax", "shipping_total", "adjusted_shipping_total_tax"):
        assert getattr(made, name) == sum(getattr(each, name) for each in made.shipments)


@few
@given(baskets())
def test_every_amount_has_the_digits_of_its_currency_and_is_not_negative(data):
    made, products, site = data
    calculated(made, site, products)
    exponent = quantum(made.currency).as_tuple().exponent
    amounts = [made.order_total, made.product_total, made.product_sub_total, made.tax_total, made.shipping_total]
    for line in made.product_items:
        amounts += [line.price, line.tax, line.adjusted_tax, line.price_after_order_discount, line.base_price]
    for each in made.shipments:
        amounts += [each.shipment_total, each.tax_total, each.product_total]
    assert all(each >= 0 and each.as_tuple().exponent == exponent for each in amounts)


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
