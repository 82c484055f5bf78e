"""The short way from the stored form to JSON gives the bytes that rendering gives."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.samples import recorded_basket, seed_order
from tests.documents.strategies import documents, selectors
from tests.examples import examples

from counterfoil.documents import json, stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.flash import Flash
from counterfoil.documents.order import Order
from counterfoil.documents.pricing import PriceAdjustment
from counterfoil.documents.properties import Document, RenderContext
from counterfoil.documents.render import render
from counterfoil.documents.selection import Selection, combined, selection
from counterfoil.documents.shipment import ShippingMethod, ShippingPromotion
from counterfoil.documents.values import rate
from counterfoil.documents.wire import encode_stored
from counterfoil.versions import PUBLISHED, Version, parse_version

pytestmark = pytest.mark.fast
CONTEXT = RenderContext("https://example.com/s/RefArch/dw/shop/v23_1", "a=b")
LATER = [version for version in PUBLISHED if version >= parse_version("16.1")]
FLASHES = [Flash(type="OrderTotalNotSet", message="…", path="$.order_total", details={"a": "b"})]


def as_calculated(container: Basket | Order) -> Basket | Order:
    """Give the rates of a document the form in which the rules leave them."""
    lines = [*(container.product_items or ()), *(container.shipping_items or ()), *(container.grouped_tax_items or ())]
    for line in lines:
        if line.tax_rate is not None:
            line.tax_rate = rate(line.tax_rate)
    return container


def rendered(document: Document, version: str, flashes: list[Flash] | None = None) -> bytes:
    return json.encode(render(document, parse_version(version), CONTEXT, state="e" * 64, flashes=flashes))


def short(document: Document, version: str, flashes: list[Flash] | None = None) -> bytes | None:
    body = stored.encode(document)
    return encode_stored(body, document, parse_version(version), CONTEXT, state="e" * 64, flashes=flashes)


@pytest.mark.parametrize("version", LATER, ids=str)
@pytest.mark.parametrize(
    "document", [as_calculated(recorded_basket()), as_calculated(seed_order())], ids=["basket", "order"]
)
def test_known_documents_have_the_same_bytes_both_ways(document: Document, version: Version) -> None:
    made = short(document, str(version), FLASHES)
    assert made is None or made == rendered(document, str(version), FLASHES)


def test_the_recorded_basket_takes_the_short_way() -> None:
    assert short(as_calculated(recorded_basket()), "21.3") is not None


def test_a_basket_with_promotions_takes_the_short_way() -> None:
    basket = as_calculated(recorded_basket())
    adjustment = PriceAdjustment(price=Decimal("-1.00"), promotion_id="a tenth", price_adjustment_id="1")
    basket.order_price_adjustments = [adjustment]
    basket.product_items[0].price_adjustments = [adjustment, adjustment]
    basket.shipments[0].shipping_method = ShippingMethod(
        id="001", shipping_promotions=[ShippingPromotion(promotion_id="free"), ShippingPromotion(promotion_name="?")]
    )
    for version in ("17.3", "23.1"):
        made = short(basket, version)
        assert made is not None
        assert made == rendered(basket, version)
    assert b'"promotion_link":"https://example.com/s/RefArch/dw/shop/v23_1/promotions/a%20tenth"' in made
    assert b'"link":"https://example.com/s/RefArch/dw/shop/v23_1/promotions/free?a=b"' in made


@pytest.mark.parametrize("cls", [Basket, Order])
@given(data=st.data())
@settings(max_examples=examples(150), deadline=None)
def test_any_document_has_the_same_bytes_both_ways(cls: type[Basket | Order], data: st.DataObject) -> None:
    version = data.draw(st.sampled_from(LATER))
    document = as_calculated(data.draw(documents(cls, version)))
    made = short(document, str(version))
    assert made is None or made == rendered(document, str(version))


def test_early_versions_are_rendered() -> None:
    assert short(recorded_basket(), "15.2") is None


@pytest.mark.parametrize("value", [True, "a text", Decimal("1.50"), ["a", "b"]])
def test_plain_custom_attributes_take_the_short_way(value: object) -> None:
    basket = as_calculated(recorded_basket())
    basket.custom = {"c_one": value, "c_two": "2"}
    made = short(basket, "23.1")
    assert made is not None
    assert made == rendered(basket, "23.1")


@pytest.mark.parametrize(
    "value", [None, [], {"inner": "object"}, {"inner": [{"a": "}"}]}, "}", 'a "quoted}" {text}', "back\\slash\\", "{"]
)
def test_custom_values_that_are_not_plain_have_the_same_bytes_both_ways(value: object) -> None:
    basket = as_calculated(recorded_basket())
    basket.custom = {"c_one": "1", "c_two": value}
    made = short(basket, "23.1")
    assert made is None or made == rendered(basket, "23.1")


def select_thrice(document: Document, version: Version, chosen: Selection) -> list[bytes | None]:
    """The whole answer read again, as for the first uses, and what a plan gives, as for the third."""
    body = stored.encode(document)
    return [
        encode_stored(body, document, version, CONTEXT, state="e" * 64, flashes=FLASHES, selection=chosen)
        for _ in range(3)
    ]


@pytest.mark.parametrize("cls", [Basket, Order])
@given(data=st.data())
@settings(max_examples=examples(150), deadline=None)
def test_any_selection_keeps_the_same_of_the_short_way_as_of_rendering(
    cls: type[Basket | Order], data: st.DataObject
) -> None:
    version = data.draw(st.sampled_from(LATER))
    document = as_calculated(data.draw(documents(cls, version)))
    texts = data.draw(st.lists(selectors(cls, version), min_size=1, max_size=2))
    chosen = selection(texts[0]) if len(texts) == 1 else combined(selection(texts[0]), selection(texts[1]))
    if chosen is None:
        return
    whole = render(document, version, CONTEXT, state="e" * 64, flashes=FLASHES)
    wanted = json.encode(chosen.select(whole))
    for made in select_thrice(document, version, chosen):
        assert made is None or made == wanted, texts


BY_NAME = [
    "(order_no,basket_id,status)",
    "(*)",
    "(*,-_type,-order_total)",
    "(**,-product_items)",
    "(**,-product_items.(tax,adjusted_tax),-shipments.(shipping_method))",
    "(_flash.(type),product_items.(product_id,quantity),shipments.(*))",
    "(notes.(link),payment_instruments.(payment_card.(masked_number)))",
    "(_resource_state)",
    "(c_one)",
    "(product_items.(c_none),c_none)",
    "(nothing)",
]


@pytest.mark.parametrize("version", ["16.1", "17.3", "23.1"])
@pytest.mark.parametrize("text", BY_NAME)
def test_a_selection_by_names_has_a_plan_with_its_third_use(text: str, version: str) -> None:
    for container in (as_calculated(recorded_basket()), as_calculated(seed_order())):
        container.custom = {"c_one": "1", "c_two": "2"}
        container.product_items[0].custom = {"c_one": "3"}
        chosen = Selection(selection(text).level.chosen)
        whole = render(container, parse_version(version), CONTEXT, state="e" * 64, flashes=FLASHES)
        assert select_thrice(container, parse_version(version), chosen) == [json.encode(chosen.select(whole))] * 3
        assert chosen.plans[type(container), parse_version(version)] is not None


@pytest.mark.parametrize("text", ["(product_items[0].(**))", "(product_items[?(@.quantity>0)].(*))", "(**,-c_one)"])
def test_a_selection_that_depends_on_values_reads_the_answer_again(text: str) -> None:
    basket = as_calculated(recorded_basket())
    basket.custom = {"c_one": "1", "c_two": "2"}
    chosen = Selection(selection(text).level.chosen)
    whole = render(basket, parse_version("23.1"), CONTEXT, state="e" * 64, flashes=FLASHES)
    assert select_thrice(basket, parse_version("23.1"), chosen) == [json.encode(chosen.select(whole))] * 3
    assert chosen.plans == {(Basket, parse_version("23.1")): None}
