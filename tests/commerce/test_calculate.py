"""The recalculation of a basket: lines, shipping, tax and totals."""

from decimal import Decimal

import pytest
from tests.commerce.tea_shop import (
    OVERNIGHT,
    PRODUCTS,
    TAX,
    address,
    amount,
    basket,
    calculated,
    item,
    manual,
    off,
    products_named,
    row,
    shipment,
    shop,
    sold_for,
)

from counterfoil.documents.items import GiftCertificateItem, OptionItem
from counterfoil.documents.shop_data import ProductCostGroup, ShippingMethodData

pytestmark = pytest.mark.fast


def test_the_recorded_basket_adds_up_as_it_was_recorded():
    """21.3, net, 5 %: two at 299.99, ground shipping given away."""
    made = basket(item("camera", "2"))
    made.shipping_items[0].price_adjustments = [off("-15.99")]
    calculated(made)
    line, shipping = made.product_items[0], made.shipping_items[0]
    assert (line.base_price, line.price, line.tax) == (amount("299.99"), amount("599.98"), amount("30.00"))
    assert (shipping.price, shipping.tax) == (amount("15.99"), amount("0.80"))
    assert (shipping.price_after_item_discount, shipping.adjusted_tax) == (amount("0.00"), amount("0.00"))
    assert (made.shipping_total, made.shipping_total_tax) == (amount("0.00"), amount("0.80"))
    assert (made.tax_total, made.order_total) == (amount("30.00"), amount("629.98"))


def test_an_empty_basket_has_no_totals():
    made = calculated(basket(shipments=[shipment(method_id=None, shipping_address=None)]))
    assert made.order_total is None
    assert made.product_total is None
    assert made.shipments[0].shipment_total is None
    assert made.shipping_items[0].price is None


def test_an_item_is_taxed_before_there_is_an_address_or_a_method():
    """As recorded for a new basket: product numbers are there, everything with shipping in it is null."""
    made = calculated(basket(item("cup"), shipments=[shipment(method_id=None, shipping_address=None)]))
    line, shipping = made.product_items[0], made.shipping_items[0]
    assert (line.tax_rate, line.tax_class_id, line.tax_basis) == (amount("0.05"), "standard", amount("7.35"))
    assert (line.price_after_item_discount, line.price_after_order_discount) == (amount("7.35"), amount("7.35"))
    assert (made.merchandize_total_tax, made.product_total) == (amount("0.37"), amount("7.35"))
    assert (shipping.item_text, shipping.tax_rate) == ("Shipping", amount("0.05"))
    unknown = (shipping.base_price, shipping.tax, shipping.tax_basis, shipping.tax_class_id, shipping.adjusted_tax)
    assert unknown == (None,) * 5
    assert (made.order_total, made.tax_total, made.shipping_total, made.shipping_total_tax) == (None,) * 4
    assert (made.shipments[0].shipment_total, made.shipments[0].product_total) == (None, amount("7.35"))


def test_an_item_shows_name_text_and_flags():
    line = calculated(basket(item("tin-red"))).product_items[0]
    assert (line.product_name, line.item_text, line.gift, line.bonus_product_line_item) == ("Tin", "Tin", False, False)


def test_a_chosen_shipping_method_shows_its_texts_and_cost():
    method = calculated(basket(item("camera"))).shipments[0].shipping_method
    assert (method.name, method.price, method.custom) == ("Ground", amount("7.99"), {"c_storePickupEnabled": False})


def test_gross_prices_contain_their_tax():
    made = calculated(basket(item("camera")), shop(taxation="gross"))
    assert made.product_items[0].tax == amount("14.29")
    assert made.order_total == made.product_total + made.shipping_total == amount("307.98")
    assert made.tax_total == amount("14.67")
    assert made.shipments[0].shipment_total == made.order_total


@pytest.mark.parametrize(
    ("currency", "price", "tax", "total"),
    [("JPY", "1235", "62", "1297"), ("KWD", "1234.568", "61.728", "1296.296"), ("USD", "1234.57", "61.73", "1296.30")],
)
def test_amounts_have_the_digits_of_their_currency(currency: str, price: str, tax: str, total: str):
    """The same price of 1234.5678 in three currencies, shipped for nothing."""
    site = shop(currency=currency, shipping_methods=[ShippingMethodData(method_id="001", online_flag=True)])
    made = calculated(basket(item("cup")), site, {"cup": sold_for("1234.5678", "cup")})
    assert [str(each) for each in (made.product_total, made.tax_total, made.order_total)] == [price, tax, total]


def test_the_tax_rate_is_that_of_the_shipping_address():
    made = calculated(basket(item("camera"), shipments=[shipment(shipping_address=address(state="ME"))]))
    assert made.product_items[0].tax_rate == made.shipping_items[0].tax_rate == amount("0.10")


def test_a_place_without_rates_costs_no_tax():
    made = calculated(basket(item("camera"), shipments=[shipment(shipping_address=address(country="GI"))]))
    assert (made.product_items[0].tax_rate, made.tax_total) == (None, amount("0.00"))


def test_an_exempt_product_costs_no_tax():
    line = calculated(basket(item("gift"))).product_items[0]
    assert (line.tax_rate, line.tax) == (amount("0"), amount("0.00"))


def test_a_variant_is_taxed_in_the_class_of_its_master():
    assert calculated(basket(item("tin-red"))).product_items[0].tax_class_id == "reduced"


def test_a_custom_rate_is_kept():
    line = item("cup", tax_class_id="CUSTOM_RATE", tax_rate=Decimal("0.5"))
    assert calculated(basket(line)).product_items[0].tax == amount("3.68")


def test_a_custom_rate_of_an_item_or_an_option_is_that_of_the_line_alone():
    option = OptionItem(item_id="option", option_id="warranty", option_value_id="two-years")
    line = item("kettle", option_items=[option], tax_class_id="CUSTOM_RATE", tax_rate=Decimal("0.5"))
    calculated(basket(line))
    assert (line.tax_rate, option.tax_rate, option.tax_class_id) == (amount("0.5"), amount("0.05"), "standard")
    option.tax_class_id, option.tax_rate = "CUSTOM_RATE", Decimal("0.1")
    calculated(basket(line))
    assert (option.tax_rate, option.tax) == (amount("0.1"), amount("0.99"))


def test_a_tier_counts_all_lines_of_a_product():
    first, second = item("tin-red", "4", item_id="1"), item("tin-red", "6", item_id="2")
    made = calculated(basket(first, second))
    assert [line.price for line in made.product_items] == [amount("40.00"), amount("60.00")]


def test_an_option_is_a_priced_line_of_its_own():
    option = OptionItem(item_id="option", option_id="warranty", option_value_id="two-years")
    made = calculated(basket(item("kettle", "2", option_items=[option])))
    assert (option.quantity, option.price, option.item_text) == (2, amount("19.80"), "Two years")
    assert (option.tax, option.tax_class_id) == (amount("0.99"), "standard")
    assert made.product_items[0].price == amount("118.00")
    assert made.product_sub_total == amount("137.80")


def test_a_bundle_lists_its_parts_without_prices():
    bundle = calculated(basket(item("starter", "3"))).product_items[0]
    parts = [(part.product_id, part.quantity, part.price, part.item_text) for part in bundle.bundled_product_items]
    assert parts == [("kettle", 3, None, "Kettle"), ("cup", 6, None, "Cup")]


def test_a_product_without_price_keeps_the_order_from_being_totalled():
    made = calculated(basket(item("unpriced"), item("cup")))
    assert (made.product_total, made.order_total, made.shipping_total) == (None, None, None)


def test_an_item_adjustment_lowers_price_and_tax_of_its_line():
    line = calculated(basket(item("camera", price_adjustments=[off("-100.00")]))).product_items[0]
    assert (line.price, line.price_after_item_discount) == (amount("299.99"), amount("199.99"))
    assert (line.tax, line.adjusted_tax, line.tax_basis) == (amount("15.00"), amount("10.00"), amount("199.99"))


@pytest.mark.parametrize(
    ("kind", "value", "price"),
    [("percentage", "15", "-17.70"), ("amount", "20", "-20.00"), ("amount", "500", "-118.00"),
     ("fixed_price", "50", "-18.00")],
)  # fmt: skip
def test_a_manual_adjustment_follows_the_price_of_its_line(kind: str, value: str, price: str):
    made = basket(item("kettle", "1", price_adjustments=[manual(kind, value)]))
    calculated(made)
    made.product_items[0].quantity = Decimal(2)
    assert calculated(made).product_items[0].price_adjustments[0].price == amount(price)


def test_an_order_adjustment_is_shared_by_price_and_its_tax_taken_off():
    made = calculated(basket(item("camera"), item("chest"), order_price_adjustments=[off("-10.00")]))
    assert [line.price_after_item_discount for line in made.product_items] == [amount("299.99"), amount("120.00")]
    assert [line.price_after_order_discount for line in made.product_items] == [amount("292.85"), amount("117.14")]
    assert (made.product_sub_total, made.product_total) == (amount("419.99"), amount("409.99"))
    assert made.merchandize_total_tax == amount("17.40")
    assert made.adjusted_merchandize_total_tax == amount("16.98")


def test_shares_of_an_order_adjustment_do_not_depend_on_the_order_of_the_lines():
    """A cent among three equal lines goes to the one whose id comes first."""
    ids = ["b", "c", "a"]
    made = basket(*(item("cup", item_id=each) for each in ids), order_price_adjustments=[off("-0.01")])
    shares = {line.item_id: line.price_after_order_discount for line in calculated(made).product_items}
    assert shares == {"a": amount("7.34"), "b": amount("7.35"), "c": amount("7.35")}


def test_a_shipment_leaves_order_adjustments_out():
    made = calculated(basket(item("camera"), order_price_adjustments=[manual("percentage", "10")]))
    assert made.product_total == amount("269.99")
    assert made.shipments[0].product_total == amount("299.99")
    assert made.shipments[0].shipment_total == amount("299.99") + amount("7.99") + amount("15.40")


def test_adjustments_never_push_a_total_below_zero():
    made = calculated(basket(item("cup", price_adjustments=[off("-9.00")]), order_price_adjustments=[off("-50.00")]))
    assert made.product_items[0].price_after_item_discount == amount("0.00")
    assert made.product_total == amount("0.00")
    assert made.order_total == made.shipping_total + made.tax_total


def test_each_shipment_has_its_own_shipping_and_totals():
    made = calculated(
        basket(item("camera"), item("cup", shipment_id="second"), shipments=[shipment(), shipment("second", "003")])
    )
    assert [shipping.price for shipping in made.shipping_items] == [amount("7.99"), amount("0.74")]
    assert [each.shipment_total for each in made.shipments] == [amount("323.38"), amount("8.47")]
    assert made.order_total == amount("331.85")


def test_a_shipment_without_method_leaves_the_whole_order_without_total():
    made = calculated(
        basket(item("camera"), item("cup", shipment_id="second"), shipments=[shipment(), shipment("second", None)])
    )
    assert [each.shipment_total for each in made.shipments] == [amount("323.38"), None]
    assert (made.shipping_total, made.tax_total, made.order_total) == (None, None, None)
    assert made.product_total == amount("307.34")


def test_an_empty_shipment_beside_a_full_one_costs_nothing():
    made = calculated(basket(item("cup"), shipments=[shipment(), shipment("empty", None, shipping_address=None)]))
    assert made.shipments[1].shipment_total == amount("0.00")
    assert made.order_total == amount("7.35") + amount("5.99") + amount("0.67")


def test_a_gift_certificate_raises_the_order_total_alone():
    gift = GiftCertificateItem(amount=amount("25.00"), shipment_id="me")
    made = calculated(basket(gift_certificate_items=[gift]))
    assert (made.product_total, made.order_total, made.tax_total) == (amount("0.00"), amount("25.00"), amount("0.00"))


def surcharging(**cost: Decimal) -> ShippingMethodData:
    group = ProductCostGroup(products=products_named("kettle", "tin"), **cost)
    table = OVERNIGHT.price_table
    return ShippingMethodData(method_id="001", online_flag=True, price_table=table, product_cost_groups=[group])


def test_a_surcharge_is_a_shipping_item_of_its_product_item():
    site = shop(shipping_methods=[surcharging(surcharge=Decimal(2))])
    made = calculated(basket(item("kettle", "3"), item("cup")), site)
    standard, extra = made.shipping_items
    assert made.product_items[0].shipping_item_id == extra.item_id
    assert made.product_items[1].shipping_item_id is None
    assert (standard.price, extra.base_price, extra.price, extra.tax) == (
        amount("18.44"), amount("2.00"), amount("6.00"), amount("0.30"),
    )  # fmt: skip
    assert made.shipping_total == made.shipments[0].shipping_method.price == amount("24.44")


def test_a_fixed_shipping_price_takes_its_item_out_of_the_scale():
    site = shop(shipping_methods=[surcharging(fixed_price=Decimal(3))])
    made = calculated(basket(item("tin-red", "2"), item("cup")), site)
    assert [shipping.price for shipping in made.shipping_items] == [amount("0.74"), amount("6.00")]
    alone = calculated(basket(item("tin-red", "2")), site)
    assert [shipping.price for shipping in alone.shipping_items] == [amount("0.00"), amount("6.00")]


def test_a_product_shipping_item_goes_when_its_product_item_goes():
    site = shop(shipping_methods=[surcharging(surcharge=Decimal(2))])
    made = calculated(basket(item("kettle"), item("cup")), site)
    extra = made.shipping_items[1].item_id
    assert calculated(made, site).shipping_items[1].item_id == extra
    del made.product_items[0]
    assert [shipping.item_id for shipping in calculated(made, site).shipping_items] == ["shipping-me"]


def test_a_product_shipping_item_moves_with_its_product_item():
    site = shop(shipping_methods=[surcharging(surcharge=Decimal(2))])
    made = calculated(basket(item("kettle"), item("cup"), shipments=[shipment(), shipment("second")]), site)
    made.product_items[0].shipment_id = "second"
    calculated(made, site)
    assert [shipping.shipment_id for shipping in made.shipping_items] == ["me", "second", "second"]
    assert made.shipping_items[1].item_id == "shipping-second"


def test_shipping_is_priced_by_the_value_after_discounts():
    made = calculated(basket(item("chest"), order_price_adjustments=[off("-20.01")]))
    assert made.shipping_total == amount("5.99")


def test_a_method_of_another_currency_has_no_price():
    dear = ShippingMethodData(method_id="001", online_flag=True, currency="EUR")
    made = calculated(basket(item("cup")), shop(shipping_methods=[dear]))
    assert (made.shipping_total, made.order_total, made.shipments[0].shipping_method.price) == (None, None, None)


def test_a_shipping_item_is_made_for_a_shipment_that_has_none():
    made = calculated(basket(item("cup"), shipping_items=None))
    assert [(each.item_id, each.shipment_id) for each in made.shipping_items] == [("new-1", "me")]


def test_the_shipping_item_of_a_product_is_never_taken_for_that_of_the_shipment():
    site = shop(shipping_methods=[surcharging(surcharge=Decimal(2))])
    made = calculated(basket(item("kettle"), shipping_items=None), site)
    del made.shipping_items[0]
    assert [each.price for each in calculated(made, site).shipping_items] == [amount("5.90"), amount("2.00")]


def test_the_lower_price_of_the_sale_book_wins():
    products = {"cup": sold_for("7.35", "cup")}
    products["cup"].prices.append(row("cup", "sale", ("1", "6.00")))
    assert calculated(basket(item("cup")), products=products).product_items[0].price == amount("6.00")


def test_shipping_is_taxed_in_the_class_of_its_method():
    made = calculated(basket(item("cup"), shipments=[shipment(method_id="003")]))
    assert (made.shipping_items[0].tax_class_id, made.shipping_items[0].tax_rate) == ("reduced", amount("0.02"))


def test_texts_come_in_the_language_of_the_basket():
    made = calculated(basket(item("cup"), locale="de_DE"))
    assert made.shipments[0].shipping_method.name == "Standard"


def test_products_and_tax_data_are_left_as_they_were():
    before = (repr(PRODUCTS), repr(TAX))
    calculated(basket(item("kettle"), item("starter"), order_price_adjustments=[off("-1.00")]))
    assert (repr(PRODUCTS), repr(TAX)) == before
