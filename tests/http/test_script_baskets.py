"""Scripts change baskets behind the API, and the server's calculation goes by what they made of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.http.test_cartridges import SHOP, write_cartridge

BASKET = SHOP + "basket."

MakeShop = Callable[..., Api]


@pytest.fixture
def make_shop(make_api: Callable[..., Api], tmp_path: Path) -> MakeShop:
    """Make a server with a cartridge that has these hooks, by point."""

    def make(hooks: dict[str, str], **settings: Any) -> Api:
        return make_api(cartridges=str(write_cartridge(tmp_path / "cartridges", hooks)), demo_hook=False, **settings)

    return make


def patched(api: Api, **parts: Any) -> Answer:
    token = api.agent_token()
    basket = api.basket(token, **parts)
    return api.patch(f"{V23}/baskets/{basket['basket_id']}", {}, token=token)


def test_lines_that_a_script_adds_are_priced_taxed_and_shipped(make_shop: MakeShop) -> None:
    body = (
        "var line = a.createProductLineItem('tea-01', a.defaultShipment); line.setQuantityValue(3);"
        "line.setGift(true); line.giftMessage = 'Hello'; a.removeProductLineItem(a.productLineItems[0]);"
    )
    basket = patched(make_shop({BASKET + "beforePATCH": body})).json
    line = basket["product_items"][-1]
    assert (line["product_id"], line["quantity"], line["gift_message"]) == ("tea-01", 3, "Hello")
    assert float(line["price"]) == 3 * float(line["base_price"]) > 0
    assert line["product_name"]
    assert line["tax_class_id"] == "reduced"
    assert len(basket["product_items"]) == 2


def test_a_coupon_that_a_script_enters_brings_its_discount(make_shop: MakeShop) -> None:
    body = (
        "a.createCouponLineItem('WELCOME10', true); var said = [];"
        "['WELCOME10', 'nothing'].forEach(function (code) {"
        " try { a.createCouponLineItem(code); } catch (e) { said.push(e.name + ' ' + e.errorCode); } });"
        "request.custom.said = said.join();"
    )
    show = "b.c_x = request.custom.said;"
    api = make_shop({BASKET + "beforePATCH": body, BASKET + "modifyPATCHResponse": show})
    basket = patched(api).json
    assert basket["coupon_items"][0]["status_code"] == "applied"
    assert basket["order_price_adjustments"][0]["promotion_id"] == "welcome"
    assert basket["c_x"] == (
        "CreateCouponLineItemException COUPON_CODE_ALREADY_IN_BASKET,CreateCouponLineItemException COUPON_CODE_UNKNOWN"
    )


def test_price_adjustments_of_a_script_stay_when_promotions_are_applied(make_shop: MakeShop) -> None:
    body = (
        "var l = a.productLineItems[0]; if (l.getPriceAdjustmentByPromotionID('mine') === null)"
        "{ l.createPriceAdjustment('mine').setPriceValue(-1); }"
        "if (a.getPriceAdjustmentByPromotionID('all') === null) { a.createPriceAdjustment('all').setPriceValue(-2); }"
    )
    api = make_shop({BASKET + "beforePATCH": body})
    first = patched(api).json
    line = first["product_items"][0]
    assert float(line["price_after_item_discount"]) == float(line["price"]) - 1
    assert float(first["product_total"]) == float(first["product_sub_total"]) - 2
    again = api.patch(f"{V23}/baskets/{first['basket_id']}", {}, token=api.agent_token()).json
    assert again["order_total"] == first["order_total"]


def test_addresses_methods_and_payment_of_a_script_are_kept(make_shop: MakeShop) -> None:
    body = (
        "var ShippingMgr = require('dw/order/ShippingMgr'), s = a.defaultShipment;"
        "var model = ShippingMgr.getShipmentShippingModel(s), methods = model.applicableShippingMethods.toArray();"
        "var other = methods.filter(function (m) { return m.ID !== s.shippingMethodID; })[0];"
        "s.setShippingMethod(other); request.custom.cost = model.getShippingCost(other).amount.value;"
        "s.createShippingAddress().setCity('Boston'); a.createBillingAddress().setPhone('1 2 3');"
        "a.removeAllPaymentInstruments(); a.createPaymentInstrument('PAYPAL', a.totalGrossPrice);"
        "a.setCustomerEmail('b@c.de');"
    )
    show = "b.c_x = request.custom.cost;"
    api = make_shop({BASKET + "beforePATCH": body, BASKET + "modifyPATCHResponse": show})
    basket = patched(api).json
    assert float(basket["shipping_items"][0]["base_price"]) == float(basket["c_x"])
    assert basket["shipments"][0]["shipping_address"]["city"] == "Boston"
    assert basket["billing_address"]["phone"] == "1 2 3"
    assert [one["payment_method_id"] for one in basket["payment_instruments"]] == ["PAYPAL"]
    assert basket["customer_info"]["email"] == "b@c.de"


def test_stock_that_a_script_reserves_is_held_for_the_basket(make_shop: MakeShop) -> None:
    api = make_shop({BASKET + "afterPATCH": "a.reserveInventory(15);"})
    basket = patched(api).json
    assert basket["inventory_reservation_expiry"]
    assert api.breaches() == []


def test_an_amount_that_is_none_fails_the_script_and_changes_nothing(make_shop: MakeShop) -> None:
    body = "a.setCustomerEmail('x@y.z'); a.productLineItems[0].setPriceValue(Infinity);"
    api = make_shop({BASKET + "beforePATCH": body})
    answer = patched(api)
    assert (answer.status, answer.fault) == (500, "HookInternalServerErrorException")


CALCULATE = """
    var ShippingMgr = require('dw/order/ShippingMgr'), TaxMgr = require('dw/order/TaxMgr');
    var lines = a.allProductLineItems.iterator();
    while (lines.hasNext()) {
        lines.next().setPriceValue(7.77);
    }
    ShippingMgr.applyShippingCost(a);
    TaxMgr.applyTax(a);
    a.updateTotals();
    return new dw.system.Status(dw.system.Status.OK);
"""


def test_a_script_may_calculate_the_whole_basket(make_shop: MakeShop) -> None:
    api = make_shop({"dw.order.calculate": CALCULATE})
    basket = patched(api).json
    lines = basket["product_items"]
    assert {str(line["base_price"]) for line in lines} == {"7.77"}
    assert all(line["product_name"] and line["tax_class_id"] for line in lines)
    sum_of_lines = sum(line["price"] for line in lines)
    assert basket["product_total"] == sum_of_lines
    shipping = basket["shipping_items"][0]["price_after_item_discount"]
    assert basket["order_total"] == sum_of_lines + shipping + basket["tax_total"]
    assert basket["tax_total"] == sum(line["adjusted_tax"] for line in (*lines, *basket["shipping_items"]))
    order = api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=api.agent_token()).json
    assert order["order_total"] == basket["order_total"]


def test_a_list_that_a_request_leaves_out_is_empty_to_scripts_and_takes_what_they_put_in(make_shop: MakeShop) -> None:
    api = make_shop(
        {
            SHOP + "basket.beforePOST_v2": "request.custom.found = a.productItems.length;"
            " a.productItems.add({ productId: 'mug-01', quantity: 2 });",
            SHOP + "basket.items.beforePOST": "request.custom.found = b[0].optionItems.length;",
            SHOP + "basket.modifyPOSTResponse": "b.c_found = request.custom.found;",
            SHOP + "basket.items.modifyPOSTResponse": "b.c_found = request.custom.found;",
        }
    )
    token = api.agent_token()
    made = api.post(f"{V23}/baskets", {}, token=token)
    assert made.status == 200, made
    assert made.json["c_found"] == 0
    assert [(item["product_id"], item["quantity"]) for item in made.json["product_items"]] == [("mug-01", 2)]
    path = f"{V23}/baskets/{made.json['basket_id']}/items"
    added = api.post(path, [{"product_id": "mug-01", "quantity": 1}], token=token)
    assert (added.status, added.json["c_found"]) == (200, 0)
