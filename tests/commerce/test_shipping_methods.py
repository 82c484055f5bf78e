"""Which shipping methods a shipment may use, and what they cost."""

from decimal import Decimal

import pytest
from tests.commerce.tea_shop import (
    GROUND,
    OVERNIGHT,
    PRODUCTS,
    address,
    amount,
    basket,
    calculated,
    item,
    products_named,
    shipment,
    shop,
)

from counterfoil.commerce.shipping_methods import applicable_methods, shipping_method_result
from counterfoil.commerce.shop import Shop
from counterfoil.documents.basket import Basket
from counterfoil.documents.shop_data import AddressCondition, AddressConditionGroup, ScaleEntry, ShippingMethodData

pytestmark = pytest.mark.fast


def ids(made: Basket, at: Shop, **groups: object) -> list[str]:
    return [method.method_id for method in applicable_methods(made.shipments[0], made, at, PRODUCTS, **groups)]


def method(method_id: str, **properties: object) -> ShippingMethodData:
    return ShippingMethodData(method_id=method_id, **({"online_flag": True} | properties))


def test_methods_are_offered_with_their_cost_and_the_default_one():
    made = calculated(basket(item("camera")))
    result = shipping_method_result(made.shipments[0], made, shop(), PRODUCTS, locale="de_DE")
    offered = [(each.id, each.name, each.price) for each in result.applicable_shipping_methods]
    assert offered == [("001", "Standard", amount("7.99")), ("003", "Overnight", amount("30.00"))]
    assert result.default_shipping_method_id == "001"


def test_an_empty_shipment_is_shown_the_first_step_of_the_scale():
    made = calculated(basket())
    result = shipping_method_result(made.shipments[0], made, shop(), PRODUCTS)
    assert [each.price for each in result.applicable_shipping_methods] == [amount("5.99"), amount("0.00")]


def test_a_method_is_not_offered_for_excluded_addresses():
    made = basket(item("cup"), shipments=[shipment(shipping_address=address("AK"))])
    assert ids(made, shop()) == ["001"]
    made.shipments[0].shipping_address = None
    assert ids(made, shop()) == ["001", "003"]


def test_a_method_is_not_offered_for_excluded_products():
    assert ids(basket(item("chest")), shop()) == ["001"]
    by_master = method("005", excluded_products=products_named("tin"))
    assert ids(basket(item("tin-red")), shop(shipping_methods=[by_master])) == []


def test_a_method_is_offered_online_and_in_its_currency_alone():
    methods = [method("off", online_flag=False), method("eur", currency="EUR"), method("usd", currency="USD")]
    assert ids(basket(item("cup")), shop(shipping_methods=methods)) == ["usd"]
    assert ids(basket(item("cup"), currency="EUR"), shop(shipping_methods=methods)) == ["eur"]


def test_a_method_may_be_kept_for_customer_groups():
    methods = [method(group, customer_groups=[group]) for group in ("Everyone", "Registered", "Unregistered", "Club")]
    at = shop(shipping_methods=methods)
    assert ids(basket(item("cup")), at) == ["Everyone", "Unregistered"]
    assert ids(basket(item("cup"), registered=True), at, customer_groups=["Club"]) == ["Everyone", "Registered", "Club"]


@pytest.mark.parametrize(
    ("operator", "values", "excluded"),
    [
        ("is-equal", ["ME", "ma"], True),
        ("is-not-equal", ["MA"], False),
        ("is-not-equal", ["DE"], True),
        ("exists", [], True),
        ("does-not-exist", [], False),
        ("starts-with", ["M"], True),
        ("ends-with", ["M"], False),
        ("contains", ["A"], True),
        ("does-not-contain", ["A"], False),
        ("is-today", [], False),
    ],
)
def test_addresses_are_compared_as_the_condition_says(operator: str, values: list[str], excluded: bool):
    """The shipment goes to Massachusetts, MA."""
    condition = AddressCondition(
        attribute_path="shipment.shippingAddress.stateCode", operator=operator, values=values
    )  # fmt: skip
    only = method("001", excluded_addresses=[AddressConditionGroup(conditions=[condition])])
    assert ids(basket(item("cup")), shop(shipping_methods=[only])) == ([] if excluded else ["001"])


def test_groups_of_conditions_hold_one_for_all_or_all_together():
    here = AddressCondition(attribute_path="shipment.shippingAddress.countryCode", operator="is-equal", values=["US"])
    away = AddressCondition(attribute_path="shipment.shippingAddress.stateCode", operator="is-equal", values=["AK"])
    for mode, offered in (("all", ["001"]), ("any", [])):
        group = AddressConditionGroup(match_mode=mode, conditions=[here, away])
        assert ids(basket(item("cup")), shop(shipping_methods=[method("001", excluded_addresses=[group])])) == offered


def test_a_condition_on_anything_but_the_address_excludes_nothing():
    condition = AddressCondition(attribute_path="customer.profile.custom.vip", operator="is-not-equal", values=["1"])
    only = method("001", excluded_addresses=[AddressConditionGroup(conditions=[condition])])
    assert ids(basket(item("cup")), shop(shipping_methods=[only])) == ["001"]


@pytest.mark.parametrize(
    ("product_id", "price"), [("cup", "5.99"), ("chest", "7.99"), ("camera", "7.99")]
)  # fmt: skip
def test_the_scale_is_read_with_the_value_of_the_shipment(product_id: str, price: str):
    assert calculated(basket(item(product_id))).shipping_total == amount(price)


def test_a_value_below_every_step_has_no_cost():
    steep = method("001", price_table=[ScaleEntry(order_value=Decimal(50), amount=Decimal(1))])
    assert calculated(basket(item("cup")), shop(shipping_methods=[steep])).shipping_total is None


def test_the_default_method_is_that_of_the_currency():
    at = shop(shipping_methods=[GROUND, OVERNIGHT, method("eur", default=True, currency="EUR")])
    assert at.default_shipping_method("EUR").method_id == "eur"
    assert at.default_shipping_method("JPY") is None
