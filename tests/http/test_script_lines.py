"""Scripts read and change what lines share, by the server's own rules: proration, shipping of their own, taxes."""

from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.http.test_cartridges import SHOP
from tests.http.test_script_orders import MakeShop, make_shop  # noqa: F401  (a fixture)

from counterfoil.demo.walk import basket_document

BASKET = SHOP + "basket."


def ok(answer: Answer) -> Any:
    assert answer.status == 200, answer
    return answer.json


def patched(api: Api, token: str, **changes: Any) -> dict[str, Any]:
    basket = api.basket(token, **changes)
    found: dict[str, Any] = ok(api.patch(f"{V23}/baskets/{basket['basket_id']}", {}, token=token))
    return found


def submitted(api: Api, token: str, basket: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = ok(api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=token))
    return found


SHARES = """
    var lines = a.allProductLineItems.toArray().filter(function (one) { return !one.bundledProductLineItem; });
    b.c_shares = a.priceAdjustments.toArray().map(function (adjustment) {
        var borne = adjustment.proratedPrices;
        return lines.map(function (line) {
            var part = borne.get(line), own = line.proratedPriceAdjustmentPrices.get(adjustment);
            if (part !== null && !part.equals(own)) { throw new Error('not the same'); }
            return part === null ? 0 : part.value;
        });
    });
    b.c_prices = a.priceAdjustments.toArray().map(function (one) { return one.priceValue; });
    b.c_own = lines.map(function (one) { return one.proratedPrice.subtract(one.adjustedPrice).value; });
"""


def test_what_is_taken_off_the_order_is_told_by_line(make_shop: MakeShop) -> None:
    take = (
        "if (a.priceAdjustments.length === 0) {"
        " a.createPriceAdjustment('one').setPriceValue(-1); a.createPriceAdjustment('two').setPriceValue(-0.05); }"
    )
    api = make_shop({BASKET + "afterPATCH": take, BASKET + "modifyPATCHResponse": SHARES})
    items = [{"product_id": "tea-01", "quantity": 1}, {"product_id": "mug-01", "quantity": 3}]
    shown = patched(api, api.agent_token(), product_items=items)
    assert [float(price) for price in shown["c_prices"]] == [-1, -0.05]
    assert [sum(shares) for shares in shown["c_shares"]] == shown["c_prices"]
    assert [sum(parts) for parts in zip(*shown["c_shares"], strict=True)] == shown["c_own"]


def test_lines_know_how_much_of_their_product_may_be_ordered_and_where_it_belongs(make_shop: MakeShop) -> None:
    body = """
        var line = a.productLineItems[0];
        line.setCategoryID(line.product.primaryCategory.ID); line.setProductInventoryListID('refarch-us');
        a.custom.limits = [line.minOrderQuantity.value, line.minOrderQuantityValue, line.getStepQuantity().value,
            line.stepQuantityValue, line.category.ID === line.categoryID, line.productInventoryList.ID].join();
        line.categoryID = null; line.productInventoryListID = null;
        a.custom.none = [line.category, line.productInventoryList].map(String).join();
    """
    api = make_shop({BASKET + "afterPATCH": body})
    shown = patched(api, api.agent_token())
    assert shown["c_limits"] == "1,1,1,1,true,refarch-us"
    assert shown["c_none"] == "null,null"


SHIPPING = """
    require('dw/order/ShippingMgr').applyShippingCost(a);
    if (!a.productLineItems.empty) {
        var own = a.productLineItems[0].createShippingLineItem();
        own.setPriceValue(2);
        own.surcharge = true;
        if (a.getShippingPriceAdjustmentByPromotionID('less') === null) {
            a.createShippingPriceAdjustment('less').setPriceValue(-1);
        }
    }
    return new dw.system.Status(0);
"""
TAX = """
    var Tax = require('dw/order/LineItemTax'), TaxMgr = require('dw/order/TaxMgr');
    TaxMgr.applyTax(a);
    if (!a.productLineItems.empty) {
        a.productLineItems[0].setTaxes([new Tax('state', 0.05), new Tax('city', 0.01)]);
        TaxMgr.applyExternalTax(a);
    }
    return new dw.system.Status(0);
"""
SEEN = """
    var line = a.productLineItems[0];
    b.c_seen = [line.taxes.length, line.taxes[0].taxId, line.taxRate, line.shippingLineItem.surcharge,
        a.businessType.value, a.customerNo === '4711', a.shippingPriceAdjustments.length].join();
"""


def test_shipping_of_its_own_taxes_and_the_kind_of_business_go_into_the_order(make_shop: MakeShop) -> None:
    api = make_shop(
        {
            "dw.order.calculateShipping": SHIPPING,
            "dw.order.calculateTax": TAX,
            BASKET + "afterPATCH": "a.setBusinessType(a.BUSINESS_TYPE_B2B); a.setCustomerNo('4711');",
            BASKET + "modifyGETResponse": SEEN,
            SHOP + "order.modifyPOSTResponse": SEEN,
        }
    )
    token = api.agent_token()
    basket = patched(api, token, product_items=[{"product_id": "mug-01", "quantity": 1}])
    shown = ok(api.get(f"{V23}/baskets/{basket['basket_id']}", token=token))
    assert shown["c_seen"] == "2,state,0.06,true,2,true,1"
    standard, own = basket["shipping_items"]
    assert (own["price"], standard["price_adjustments"][0]["promotion_id"]) == (2, "less")
    assert basket["shipping_total"] == standard["price"] - 1 + 2
    line = basket["product_items"][0]
    assert float(line["tax"]) == pytest.approx(float(line["price"]) * 0.06, abs=0.01)
    order = submitted(api, token, basket)
    assert order["c_seen"] == "2,state,0.06,true,2,false,1"
    assert order["order_total"] == basket["order_total"]
    assert not {"taxes", "surcharge", "business_type", "given_customer_no", "of_shipping"} & set(str(order).split("'"))
    assert api.breaches() == []


def test_the_server_says_which_shipping_comes_on_top(make_shop: MakeShop) -> None:
    seen = "var own = a.productLineItems[0].shippingLineItem; b.c_seen = [own.surcharge, own.price.value].join();"
    api = make_shop({BASKET + "modifyPATCHResponse": seen})
    (shipment,) = basket_document()["shipments"]
    shipment = {**shipment, "shipping_method": {"id": "003"}}
    items = [{"product_id": "10010001", "quantity": 2}]
    found = patched(api, api.agent_token(), product_items=items, shipments=[shipment])
    assert found["c_seen"] == "true,8"
