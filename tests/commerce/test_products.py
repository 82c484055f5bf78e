"""What kind products are, whether they may be bought, and the lines below theirs."""

from decimal import Decimal
from itertools import count

import pytest
from tests.commerce.tea_shop import DAY, NOW, PRODUCTS, TIN_MASTER, WARRANTY, item, product, shop

from counterfoil import faults
from counterfoil.commerce.products import (
    bundled_items,
    check_product,
    complete_options,
    is_online,
    is_sellable,
    name_of,
    product_type,
)
from counterfoil.documents.catalog_data import ProductData, SiteFlag, VariationAttribute
from counterfoil.documents.items import OptionItem
from counterfoil.documents.shop_data import ProductView

pytestmark = pytest.mark.fast


@pytest.mark.parametrize(
    ("product_id", "kind"),
    [("cup", "item"), ("kettle", "option"), ("tin", "master"), ("tin-red", "variant"), ("starter", "bundle"),
     ("service", "set")],
)  # fmt: skip
def test_the_kind_of_a_product_is_seen_from_its_parts(product_id: str, kind: str):
    found = product_type(PRODUCTS[product_id].product)
    assert [name for name in found.__struct_fields__ if getattr(found, name)] == [kind]


def test_a_variation_group_is_no_variant():
    found = product_type(product("red-tins", variation_group=True, master_product_id="tin"))
    assert (found.variation_group, found.variant) == (True, None)


def test_a_product_with_variation_attributes_alone_is_a_master():
    attribute = VariationAttribute(attribute_id="color", variation_attribute_id="color")
    assert product_type(product("tin", variation_attributes=[attribute])).master


def online(**properties: object) -> bool:
    return is_online(ProductData(product_id="cup", **properties), "Tea", NOW)


def test_a_product_is_online_by_flag_and_dates():
    shown = SiteFlag(default=True)
    assert not online()
    assert online(online_flag=shown)
    assert not online(online_flag=SiteFlag(default=True, sites={"Tea": False}))
    assert online(online_flag=shown, online_from=NOW, online_to=NOW + 1)
    assert not online(online_flag=shown, online_from=NOW + 1)
    assert not online(online_flag=shown, online_to=NOW)
    assert not online(online_flag=shown, online_to=NOW + DAY, site_online_to={"Tea": NOW - DAY})


def test_a_product_is_sold_if_it_or_its_master_is_in_the_catalog_of_the_site():
    elsewhere = ProductView(product=product("cup", categories={"coffee": "root"}))
    assert not is_sellable(elsewhere, shop(), NOW)
    assert is_sellable(PRODUCTS["tin-red"], shop(), NOW)


def test_a_site_without_catalog_sells_every_online_product():
    elsewhere = ProductView(product=product("cup", categories={}))
    assert is_sellable(elsewhere, shop(preferences={}), NOW)


def test_a_variant_of_an_offline_master_is_not_sold():
    hidden = product("tin", online_flag=SiteFlag())
    view = ProductView(product=PRODUCTS["tin-red"].product, master=hidden)
    assert not is_sellable(view, shop(), NOW)


@pytest.mark.parametrize(
    ("product_id", "quantity", "fault"),
    [
        ("nothing", "1", faults.INVALID_PRODUCT_ITEM),
        ("retired", "1", faults.INVALID_PRODUCT_ITEM),
        ("tin", "1", faults.INVALID_PRODUCT_TYPE),
        ("service", "1", faults.INVALID_PRODUCT_TYPE),
        ("cup", "0.5", faults.INVALID_PRODUCT_ITEM_QUANTITY),
        ("cup", "1.5", faults.INVALID_PRODUCT_ITEM_QUANTITY),
    ],
)
def test_what_cannot_be_bought_is_refused(product_id: str, quantity: str, fault: faults.FaultType):
    with pytest.raises(faults.Fault) as refused:
        check_product(product_id, Decimal(quantity), PRODUCTS.get(product_id), shop(), NOW)
    assert refused.value.kind is fault
    assert refused.value.arguments["product_id"] == product_id


def test_a_quantity_is_the_smallest_one_plus_steps():
    tea = ProductView(product=product("tea", min_order_quantity=Decimal("0.5"), step_quantity=Decimal("0.25")))
    assert check_product("tea", Decimal("1.25"), tea, shop(), NOW) is tea


def test_options_that_are_not_chosen_get_their_default_value():
    options = complete_options(PRODUCTS["kettle"], None, lambda: "new")
    assert [(each.option_id, each.option_value_id, each.item_id) for each in options] == [("warranty", "none", "new")]


def test_chosen_options_stay_and_keep_their_ids():
    present = OptionItem(option_id="warranty", option_value_id="two-years", item_id="old")
    kettle = PRODUCTS["kettle"]
    assert complete_options(kettle, None, lambda: "new", [present]) == [present]
    other = OptionItem(option_id="warranty", option_value_id="none")
    assert complete_options(kettle, [other], lambda: "new", [present]) == [
        OptionItem(option_id="warranty", option_value_id="none", item_id="old")
    ]


def test_a_product_without_options_has_no_option_items():
    assert complete_options(PRODUCTS["cup"], None, lambda: "new") is None


@pytest.mark.parametrize(
    ("option_id", "value_id", "fault"),
    [
        ("engraving", "none", faults.INVALID_PRODUCT_OPTION_ITEM),
        ("warranty", "ten-years", faults.INVALID_PRODUCT_OPTION_VALUE_ITEM),
    ],
)
def test_unknown_options_are_refused(option_id: str, value_id: str, fault: faults.FaultType):
    chosen = [OptionItem(option_id=option_id, option_value_id=value_id)]
    with pytest.raises(faults.Fault) as refused:
        complete_options(PRODUCTS["kettle"], chosen, lambda: "new")
    assert refused.value.kind is fault


def test_a_variant_without_own_options_has_those_of_its_master():
    view = ProductView(product=product("kettle-red"), master=product("kettle", options=[WARRANTY]))
    assert complete_options(view, None, lambda: "new")[0].option_id == "warranty"


def test_parts_of_a_bundle_keep_their_ids():
    ids = count()
    bundle = item("starter")
    for _ in range(2):
        bundle.bundled_product_items = bundled_items(
            bundle, PRODUCTS["starter"], PRODUCTS, "default", lambda: str(next(ids))
        )
    assert [part.item_id for part in bundle.bundled_product_items] == ["0", "1"]


def test_a_name_is_looked_up_by_locale_then_language_then_default_then_master():
    names = {"x-default": "Tin", "de": "Dose", "de-CH": "Büchse"}
    view = ProductView(product=product("tin-red", display_name={}), master=product("tin", display_name=names))
    assert [name_of(view, locale) for locale in ("de_CH", "de_DE", "fr_FR", "default")] == [
        "Büchse", "Dose", "Tin", "Tin",
    ]  # fmt: skip
    assert name_of(ProductView(product=ProductData(product_id="bare")), "default") == "bare"


def test_a_master_is_told_from_its_variants():
    assert product_type(TIN_MASTER).master
