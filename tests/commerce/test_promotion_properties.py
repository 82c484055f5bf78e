"""What holds for every basket with promotions of all classes, coupons, options, bundles and several shipments.

``COUNTERFOIL_EXAMPLES`` sets the number of random baskets of each property.
"""

import os
from copy import deepcopy
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import json
from tests.commerce.promotion_shop import EVER, discount, promotion
from tests.commerce.tea_shop import (
    GROUND,
    MAIN_STOCK,
    NOW,
    OVERNIGHT,
    PREFERENCES,
    TAX,
    WARRANTY,
    basket,
    item,
    manual,
    off,
    products_named,
    sold_for,
)
from tests.commerce.whole_baskets import (
    CURRENCIES,
    NAMES,
    check_amounts,
    check_totals,
    lines,
    lines_of,
    numbers,
    percentages,
    prices,
    shipments,
)
from tests.examples import examples

from counterfoil.commerce.calculate import calculate
from counterfoil.commerce.shop import Shop, compile_shop
from counterfoil.documents.basket import Basket
from counterfoil.documents.catalog_data import BundledProduct, ProductOption
from counterfoil.documents.items import OptionItem
from counterfoil.documents.pricing import CouponItem
from counterfoil.documents.promotion_data import (
    BonusProduct,
    CouponData,
    MarketingData,
    ProductConstraint,
    PromotionData,
    PromotionDiscount,
    PromotionRule,
)
from counterfoil.documents.shop_data import PriceBook, ProductView, SiteData

pytestmark = pytest.mark.fast
some = settings(
    max_examples=examples(int(os.environ.get("COUNTERFOIL_EXAMPLES", "60"))),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

amounts = st.integers(0, 9_999).map(lambda cents: str(Decimal(cents) / 100))
chosen = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True).map(lambda ids: products_named(*ids))
own_adjustments = st.lists(
    st.one_of(
        prices.map(lambda price: off(f"-{price}")), percentages.map(lambda percent: manual("percentage", percent))
    ),
    max_size=1,
)


@st.composite
def values(draw: st.DrawFn, *types: str) -> PromotionDiscount:
    """A discount of one of some types, with what it needs."""
    kind = draw(st.sampled_from(types))
    value = draw(percentages if kind.startswith("percentage") else amounts)
    made = discount(kind, None if kind in {"free", "bonus", "bonus_choice", "free_shipping"} else value)
    if kind.startswith("bonus"):
        made.bonus_products = [BonusProduct(product_id="given", price=draw(st.sampled_from((None, Decimal(1)))))]
        made.max_bonus_items = draw(st.integers(1, 3))
    return made


@st.composite
def product_rules(draw: st.DrawFn) -> PromotionRule:
    form = draw(st.sampled_from(("simple-discount", "discounts", "bogo-discounts", "total-discounts", "combination")))
    rule = PromotionRule(promotion_class="product", form=form)
    rule.discounted_products = draw(st.one_of(st.none(), chosen))
    rule.qualifying_products = draw(st.one_of(st.none(), chosen))
    rule.identical_products = draw(st.booleans())
    rule.max_applications = draw(st.sampled_from((None, None, 1, 2, 5)))
    simple = "percentage amount fixed_price total_fixed_price percentage_off_options bonus bonus_choice free_shipping"
    if form == "discounts":
        rule.condition_type = draw(st.sampled_from(("product-quantity", "product-amount")))
        for threshold in draw(st.lists(st.integers(1, 20), min_size=1, max_size=2, unique=True).map(sorted)):
            tier = draw(values("percentage", "amount", "fixed_price", "bonus"))
            tier.threshold = Decimal(threshold)
            rule.discounts.append(tier)
    elif form == "bogo-discounts":
        made = draw(values("free", "percentage", "amount", "fixed_price"))
        made.threshold, made.eligible_quantity = Decimal(draw(st.integers(1, 3))), Decimal(draw(st.integers(1, 3)))
        rule.discounts, rule.require_exact_eligible_quantity = [made], draw(st.booleans())
    elif form == "total-discounts":
        made = draw(values("total_fixed_price"))
        made.eligible_quantity = Decimal(draw(st.integers(1, 5)))
        rule.discounts = [made]
    elif form == "combination":
        rule.form = "simple-discount"
        parts = draw(st.lists(st.tuples(st.integers(1, 2), chosen), min_size=1, max_size=2))
        rule.qualifying_combination = [
            ProductConstraint(quantity=Decimal(quantity), products=products) for quantity, products in parts
        ]
        rule.qualifying_products = None
        rule.discounts = [draw(values("percentage", "amount", "total_fixed_price"))]
    else:
        rule.discounts = [draw(values(*simple.split()))]
    return rule


@st.composite
def other_rules(draw: st.DrawFn) -> PromotionRule:
    promotion_class = draw(st.sampled_from(("order", "shipping")))
    rule = PromotionRule(promotion_class=promotion_class)
    rule.condition_type = "order-total" if promotion_class == "order" else "shipment-total"
    types = ("percentage", "amount", "bonus", "bonus_choice")
    made = draw(values(*(types if promotion_class == "order" else ("percentage", "amount", "fixed_price", "free"))))
    made.threshold = draw(st.sampled_from((None, Decimal(10), Decimal(100))))
    rule.discounts = [made]
    rule.qualifying_products = draw(st.one_of(st.none(), chosen))
    rule.discount_only_qualifying_products = draw(st.booleans())
    rule.exclude_discounted_products = draw(st.booleans())
    rule.prohibit_nonqualifying_products = draw(st.booleans())
    return rule


@st.composite
def promotions(draw: st.DrawFn) -> list[PromotionData]:
    """Up to six promotions with ranks, exclusivity and coupons."""
    found = []
    for number in range(draw(st.integers(1, 6))):
        found.append(
            promotion(
                f"promotion-{number}",
                draw(st.one_of(product_rules(), other_rules())),
                rank=draw(st.sampled_from((None, 10, 20))),
                coupons=draw(st.sampled_from(([], [], ["tea"]))),
                exclusivity=draw(st.sampled_from(("no", "no", "class", "global"))),
                exclusivity_group=draw(st.sampled_from((None, None, "group"))),
                prevent_requalifying_flag=draw(st.booleans()),
                prorate_across_eligible_items_flag=draw(st.booleans()),
            )
        )
    return found


@st.composite
def sites(draw: st.DrawFn) -> Shop:
    currency = draw(st.sampled_from(CURRENCIES))
    site = SiteData(
        site_id="Tea",
        currency=currency,
        taxation=draw(st.sampled_from(("net", "gross"))),
        preferences=PREFERENCES,
        shipping_methods=[
            type(GROUND)(**{**{f: getattr(method, f) for f in method.__struct_fields__}, "currency": currency})
            for method in (GROUND, OVERNIGHT)
        ],
        tax=TAX,
    )
    coupon = CouponData(coupon_id="tea", kind="single-code", single_code="TEA", enabled_flag=True)
    marketing = MarketingData(campaigns=[EVER], promotions=draw(promotions()), coupons=[coupon])
    return compile_shop(site, {"list": PriceBook(pricebook_id="list", currency=currency)}, MAIN_STOCK, marketing)


def warranty(currency: str) -> ProductOption:
    """The tea shop's option with its price in a currency."""
    option = deepcopy(WARRANTY)
    option.values[1].prices[0].currency = currency
    return option


@st.composite
def baskets(draw: st.DrawFn) -> tuple[Basket, dict[str, ProductView], Shop]:
    """A basket of up to six lines in one or two shipments, with its products and its shop."""
    site = draw(sites())
    parcels = draw(shipments())
    products = {"given": sold_for(str(draw(prices)), "given"), "part": sold_for("1.00", "part")}
    items = draw(lines(parcels))
    for line in items:
        name = line.product_id
        options = [warranty(site.currency)] if draw(st.booleans()) else []
        parts = [BundledProduct(product_id="part", quantity=Decimal(2))] if draw(st.booleans()) else []
        products[name] = sold_for(str(draw(prices)), name, options=options, bundled_products=parts)
        if options:
            said = {"option_id": "warranty", "option_value_id": "two-years"}
            line.option_items = [OptionItem(item_id=f"option-{name}", **said)]
        line.price_adjustments = draw(own_adjustments) or None
    made = basket(*items, shipments=parcels, order_price_adjustments=draw(own_adjustments) or None)
    if draw(st.booleans()):
        made.coupon_items = [CouponItem(code="TEA", coupon_item_id="coupon")]
    return made, products, site


made_ids = count()


def settled(made: Basket, products: dict[str, ProductView], site: Shop) -> Basket:
    """The basket after one recalculation; no id is ever made twice."""
    calculate(made, site, products, now=NOW, new_id=lambda: f"made-{next(made_ids)}")
    return made


@some
@given(baskets())
def test_totals_are_the_sums_of_their_parts(data):
    made, products, site = data
    check_totals(settled(made, products, site))


@some
@given(baskets())
def test_nothing_is_negative_and_every_amount_has_the_digits_of_its_currency(data):
    made, products, site = data
    check_amounts(settled(made, products, site))


@some
@given(baskets())
def test_what_promotions_take_off_is_what_their_adjustments_say(data):
    made, products, site = data
    settled(made, products, site)
    for line in (*lines_of(made), *made.shipping_items):
        if not any(each.custom or each.manual for each in line.price_adjustments or ()):
            taken = sum(each.price for each in line.price_adjustments or ())
            assert line.price_after_item_discount == line.price + taken
        named = [each.promotion_id for each in line.price_adjustments or () if each.custom is False]
        assert len(named) == len(set(named))


@some
@given(baskets(), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_decides_nothing(data, chance):
    made, products, site = data
    turned = json.decode(json.encode(made), type=Basket)
    chance.shuffle(turned.product_items)
    assert numbers(settled(turned, products, site)) == numbers(settled(made, products, site))


@some
@given(baskets())
def test_calculating_twice_changes_nothing(data):
    made, products, site = data
    expected = json.encode(settled(made, products, site))
    assert json.encode(settled(made, products, site)) == expected


@some
@given(baskets(), prices, st.booleans())
def test_adding_and_removing_a_line_restores_all_numbers(data, price, known):
    made, products, site = data
    expected = numbers(settled(made, products, site))
    name = NAMES[-1] if known and NAMES[-1] not in products else "more"
    products[name] = sold_for(str(price), name)
    added = item(name, "3")
    made.product_items.append(added)
    settled(made, products, site)
    made.product_items = [each for each in made.product_items if each is not added]
    assert numbers(settled(made, products, site)) == expected
