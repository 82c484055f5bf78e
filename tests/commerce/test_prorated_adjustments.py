"""What lines bear of each adjustment of the order: the parts add up, by line and by adjustment."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.commerce.prorate import prorate
from counterfoil.commerce.prorated_adjustments import prorated_adjustments
from counterfoil.documents.basket import Basket
from counterfoil.documents.items import ProductItem
from counterfoil.documents.pricing import PriceAdjustment

CENT = Decimal("0.01")


def basket(prices: list[Decimal], off: list[Decimal]) -> Basket:
    """Make a basket whose lines bear what is taken off the order, as the calculation shares it."""
    shares = prorate(sum(off, Decimal(0)), prices, CENT)
    items = [
        ProductItem(item_id=str(at), price_after_item_discount=price, price_after_order_discount=price + share)
        for at, (price, share) in enumerate(zip(prices, shares, strict=True))
    ]
    adjustments = [PriceAdjustment(price_adjustment_id=f"a{at}", price=price) for at, price in enumerate(off)]
    return Basket(product_items=items, order_price_adjustments=adjustments)


def test_one_adjustment_is_what_the_lines_show() -> None:
    found = prorated_adjustments(basket([Decimal("10.00"), Decimal("20.00")], [Decimal("-1.00")]), CENT)
    assert found == {"a0": {"0": Decimal("-0.33"), "1": Decimal("-0.67")}}


def test_a_line_that_is_left_out_bears_nothing() -> None:
    made = basket([Decimal("10.00"), Decimal("20.00")], [Decimal("-1.00")])
    assert made.product_items is not None
    first, second = made.product_items
    first.price_after_order_discount, second.price_after_order_discount = Decimal("9.00"), Decimal("20.00")
    assert prorated_adjustments(made, CENT) == {"a0": {"0": Decimal("-1.00")}}


@pytest.mark.parametrize("made", [Basket(), basket([], []), basket([Decimal("5.00")], [Decimal("0.00")])])
def test_nothing_is_borne_where_nothing_is_taken_off(made: Basket) -> None:
    assert prorated_adjustments(made, CENT) == {}


amounts = st.integers(1, 100_000).map(lambda cents: Decimal(cents) / 100)


@given(st.lists(amounts, min_size=1, max_size=6), st.lists(st.integers(1, 30), min_size=1, max_size=4))
def test_parts_add_up_by_line_and_by_adjustment(prices: list[Decimal], percents: list[int]) -> None:
    whole = sum(prices, Decimal(0))
    off = [-(whole * percent / 200).quantize(CENT) for percent in percents]
    made = basket(prices, off)
    found = prorated_adjustments(made, CENT)
    for adjustment in made.order_price_adjustments or ():
        if adjustment.price:
            assert sum(found[adjustment.price_adjustment_id or ""].values(), Decimal(0)) == adjustment.price
    for item in made.product_items or ():
        assert item.price_after_item_discount is not None
        assert item.price_after_order_discount is not None
        share = item.price_after_order_discount - item.price_after_item_discount
        assert sum((parts.get(item.item_id or "", Decimal(0)) for parts in found.values()), Decimal(0)) == share
