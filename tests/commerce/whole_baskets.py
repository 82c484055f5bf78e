"""Random parts of baskets, and what holds for every basket that was calculated."""

from decimal import Decimal

from hypothesis import strategies as st
from msgspec import json
from tests.commerce.tea_shop import address, item, shipment

from counterfoil.commerce.money import quantum
from counterfoil.documents.basket import Basket
from counterfoil.documents.items import OptionItem, ProductItem
from counterfoil.documents.shipment import Shipment

CURRENCIES = ("USD", "JPY", "KWD")
NAMES = tuple(f"product-{number}" for number in range(6))
prices = st.integers(0, 99_999).map(lambda cents: Decimal(cents) / 100)
percentages = st.integers(0, 100).map(str)
quantities = st.integers(1, 12).map(str)


@st.composite
def shipments(draw: st.DrawFn) -> list[Shipment]:
    """One or two shipments, to different rates of tax."""
    return [shipment(), shipment("second", "003", shipping_address=address("ME"))][: draw(st.integers(1, 2))]


@st.composite
def lines(draw: st.DrawFn, parcels: list[Shipment]) -> list[ProductItem]:
    """Up to six lines, each in one of some shipments."""
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    return [item(name, draw(quantities), draw(st.sampled_from(parcels)).shipment_id) for name in names]


def lines_of(made: Basket) -> list[ProductItem | OptionItem]:
    """The product items and their options."""
    return [line for each in made.product_items or () for line in (each, *(each.option_items or ()))]


def numbers(made: Basket) -> object:
    """All numbers of a basket, its lines by their ids, without the ids that a recalculation made."""
    plain = json.decode(json.encode(made))
    plain["product_items"] = sorted(plain.get("product_items", []), key=lambda line: line["item_id"])
    return _without_made_ids(plain)


def _without_made_ids(plain: object) -> object:
    if isinstance(plain, dict):
        return {
            name: _without_made_ids(value)
            for name, value in plain.items()
            if not (isinstance(value, str) and value.startswith("made-"))
        }
    return [_without_made_ids(each) for each in plain] if isinstance(plain, list) else plain


def check_totals(made: Basket) -> None:
    """The totals are the sums of their parts, in the basket and over its shipments."""
    lines, shipping = lines_of(made), made.shipping_items or []
    assert made.product_sub_total == sum(line.price_after_item_discount for line in lines)
    assert made.product_total == sum(line.price_after_order_discount for line in lines)
    assert made.merchandize_total_tax == sum(line.tax for line in lines)
    assert made.shipping_total == sum(each.price_after_item_discount for each in shipping)
    assert made.tax_total == made.adjusted_merchandize_total_tax + made.adjusted_shipping_total_tax
    tax_on_top = made.tax_total if made.taxation == "net" else 0
    assert made.order_total == made.product_total + made.shipping_total + tax_on_top
    for name in ("product_sub_total", "merchandize_total_tax", "shipping_total", "adjusted_shipping_total_tax"):
        assert getattr(made, name) == sum(getattr(each, name) for each in made.shipments)


def check_amounts(made: Basket) -> None:
    """No amount is negative, and each has the digits of the basket's currency."""
    exponent = quantum(made.currency).as_tuple().exponent
    found = [made.order_total, made.product_total, made.product_sub_total, made.tax_total, made.shipping_total]
    for line in lines_of(made):
        found += [line.price, line.tax, line.adjusted_tax, line.base_price]
        found += [line.price_after_item_discount, line.price_after_order_discount]
    found += [each.price_after_item_discount for each in made.shipping_items]
    for each in made.shipments:
        found += [each.shipment_total, each.tax_total, each.product_total]
    assert all(each >= 0 and each.as_tuple().exponent == exponent for each in found)
